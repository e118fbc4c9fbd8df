/** Handshake patterns as data (Noise, section 7). Only the ones that GC/1 speaks; the interpreter takes any. */

/** Of the Noise spec, and of its hybrid forward secrecy extension: `e1` a KEM key, `ekem1` a ciphertext to it. */
export type Token = 'e' | 's' | 'ee' | 'es' | 'se' | 'ss' | 'psk' | 'e1' | 'ekem1';

export interface HandshakePattern {
  /** With its modifiers, as it appears in a protocol name. */
  readonly name: string;
  /** Whose static key the other side knows beforehand. */
  readonly preMessages: { readonly initiator: boolean; readonly responder: boolean };
  /** The initiator's and the responder's messages in turn. */
  readonly messages: readonly (readonly Token[])[];
}

/** GC/1 section 5, without a password: also every handshake after the first. */
export const XK_HFS_PSK0: HandshakePattern = {
  name: 'XKhfs+psk0',
  preMessages: { initiator: false, responder: true },
  messages: [
    ['psk', 'e', 'es', 'e1'],
    ['e', 'ee', 'ekem1'],
    ['s', 'se'],
  ],
};

/** GC/1 section 5, first contact with a password. */
export const XK_HFS_PSK0_PSK3: HandshakePattern = {
  name: 'XKhfs+psk0+psk3',
  preMessages: { initiator: false, responder: true },
  messages: [
    ['psk', 'e', 'es', 'e1'],
    ['e', 'ee', 'ekem1'],
    ['s', 'se', 'psk'],
  ],
};
