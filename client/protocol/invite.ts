/**
 * The link (GC/1 section 2): an invite to and from the fragment that carries it.
 * Must not load any cryptography, directly or not: the landing page paints from this file alone.
 */
import { concatBytes, createByteReader, decodeUtf8, encodeUtf8, fromBase64Url, toBase64Url, u32, u8 } from './bytes.ts';
import { ProtocolError } from './errors.ts';

export interface Invite {
  readonly hasPassword: boolean;
  /** Both sides connect through relays only, and never see each other's address. */
  readonly isRelayOnly: boolean;
  /** Days without an event after which both sides delete the chat. */
  readonly silence: SilenceDays;
  /** By the host's clock, which alone judges it. */
  readonly deadlineUnixSeconds: number;
  /** What the host calls itself; at most MAX_HOST_NAME_BYTES as UTF-8. */
  readonly hostName: string;
  /** 16 bytes. */
  readonly secret: Uint8Array;
  /** 32 bytes, X25519, drawn for this invite alone. */
  readonly hostPublicKey: Uint8Array;
}

/** What the link says, without its secret: all of it is bound into the handshakes. */
export type InviteTerms = Omit<Invite, 'secret'>;

export type SilenceDays = 10 | 1 | 30;

export const MAX_HOST_NAME_BYTES = 96;
export const INVITE_SECRET_BYTES = 16;

const VERSION = 1;
const PUBLIC_KEY_BYTES = 32;
const FLAG_PASSWORD = 0b0001;
const FLAG_RELAY_ONLY = 0b0010;
/** By the value of flag bits 2 and 3; 3 is not in use. */
const SILENCES: readonly SilenceDays[] = [10, 1, 30];

/** @returns the fragment, without `#` */
export function encodeInvite(invite: Invite): string {
  return toBase64Url(concatBytes(head(invite), invite.secret, invite.hostPublicKey));
}

/**
 * Throws ProtocolError: `link-missing` for the empty string, `link-too-new` for another version or a flag that has no
 * meaning yet, `link-damaged` for everything else.
 */
export function parseInvite(fragment: string): Invite {
  if (fragment === '') throw new ProtocolError('link-missing');
  const bytes = fromBase64Url(fragment);
  if (bytes === null) throw new ProtocolError('link-damaged');
  if (bytes[0] !== VERSION) throw new ProtocolError('link-too-new');
  try {
    return readInvite(bytes.subarray(1));
  } catch (error) {
    // Lengths that do not fit are told to a person as what they are to them: a link that was cut.
    if (error instanceof ProtocolError && error.code === 'malformed') throw new ProtocolError('link-damaged');
    throw error;
  }
}

/** `ictx`: every byte of the link but the secret; binds the handshake to all the link says. */
export function inviteContext(invite: InviteTerms): Uint8Array {
  return concatBytes(head(invite), invite.hostPublicKey);
}

/**
 * Finds the fragment in whatever a person pasted or a messenger made of the link: all of it or only its end, the `#`
 * percent-encoded any number of times, with brackets, space or punctuation around. '' when there is none.
 */
export function repairFragment(hrefOrText: string): string {
  const decoded = hrefOrText.replace(/%(?:25)*([0-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const found =
    /\/j\/?#((?:c\.)?[\w-]+)/.exec(decoded) ??
    /#((?:c\.)?[\w-]+)/.exec(decoded) ??
    /^[\s<>"'([{]*((?:c\.)?[\w-]+)[^\w/-]*$/.exec(decoded);
  // A link ends in a letter or digit (section 2), so anything else at the end was put there by formatting.
  return /^.*[a-z0-9]/i.exec(found?.[1] ?? '')?.[0] ?? '';
}

function head(invite: InviteTerms): Uint8Array {
  const name = encodeUtf8(invite.hostName);
  if (name.length > MAX_HOST_NAME_BYTES) throw new Error('internal: host name too long for a link');
  return concatBytes(u8(VERSION), u8(toFlags(invite)), u32(invite.deadlineUnixSeconds), u8(name.length), name);
}

function toFlags({ hasPassword, isRelayOnly, silence }: InviteTerms): number {
  return (hasPassword ? FLAG_PASSWORD : 0) | (isRelayOnly ? FLAG_RELAY_ONLY : 0) | (SILENCES.indexOf(silence) << 2);
}

/** Everything after the version byte. */
function readInvite(bytes: Uint8Array): Invite {
  const reader = createByteReader(bytes);
  const flags = reader.u8();
  // A bit above the known ones makes the index too high.
  const silence = SILENCES[flags >> 2];
  if (silence === undefined) throw new ProtocolError('link-too-new');
  const deadlineUnixSeconds = reader.u32();
  const nameLength = reader.u8();
  if (nameLength > MAX_HOST_NAME_BYTES) throw new ProtocolError('link-damaged');
  const hostName = decodeUtf8(reader.take(nameLength));
  if (hostName === null) throw new ProtocolError('link-damaged');
  const secret = reader.take(INVITE_SECRET_BYTES);
  const hostPublicKey = reader.take(PUBLIC_KEY_BYTES);
  reader.end();
  return {
    hasPassword: (flags & FLAG_PASSWORD) !== 0,
    isRelayOnly: (flags & FLAG_RELAY_ONLY) !== 0,
    silence,
    deadlineUnixSeconds,
    hostName,
    secret,
    hostPublicKey,
  };
}
