/**
 * HandshakeState: interprets a pattern, token by token (Noise rev. 34, section 5.3, with psk, section 9, and the hybrid
 * tokens e1 and ekem1). Over X25519, ChaCha20-Poly1305 and ML-KEM-768; the hash is a parameter.
 *
 * A step takes a state and returns the next one. One that throws has changed nothing, and the state it was given can be
 * used again; one that returns has erased it, so that no key meets a nonce twice. Knows nothing of chats.
 */
import { concatBytes, createByteReader, EMPTY, encodeUtf8, wipe, type ByteReader } from './bytes.ts';
import { createKeyPair, type KeyPair } from './key-pair.ts';
import type { HandshakePattern, Token } from './noise-patterns.ts';
import { SymmetricState } from './noise-symmetric.ts';
import {
  DH_BYTES,
  ENCAPSULATION_KEY_BYTES,
  KEM_CIPHERTEXT_BYTES,
  kemDecapsulate,
  kemEncapsulate,
  kemKeyPair,
  x25519SharedSecret,
  type Hash,
  type KemKeyPair,
  type RandomBytes,
} from './primitives.ts';

export interface HandshakeOptions {
  readonly pattern: HandshakePattern;
  readonly hash: Hash;
  readonly isInitiator: boolean;
  readonly prologue: Uint8Array;
  /** Own static key; null where the pattern has none. */
  readonly s: KeyPair | null;
  /** The other's static public key; null where the pattern does not know it beforehand. */
  readonly rs: Uint8Array | null;
  /** 32 bytes each, in the order of the pattern's psk tokens; `addPsk` brings those that are not known yet. */
  readonly psks: readonly Uint8Array[];
  readonly random: RandomBytes;
}

/** Opaque to everyone else. Null is a key that the pattern has not brought yet. */
export interface HandshakeState extends HandshakeOptions {
  readonly symmetric: SymmetricState;
  /** Index of the next message of the pattern. */
  readonly next: number;
  readonly e: KeyPair | null;
  readonly re: Uint8Array | null;
  readonly e1: KemKeyPair | null;
  readonly re1: Uint8Array | null;
}

/** A message whose tokens are read and whose payload is not. */
export interface UnopenedPayload {
  readonly state: HandshakeState;
  readonly ciphertext: Uint8Array;
}

/** What one step works on; becomes the next state. */
type Draft = { -readonly [Key in keyof HandshakeState]: HandshakeState[Key] };

export function initialize(options: HandshakeOptions): HandshakeState {
  const { pattern, hash, isInitiator, prologue, s, rs } = options;
  const isHybrid = pattern.messages.flat().includes('e1');
  const name = `Noise_${pattern.name}_25519${isHybrid ? '+MLKEM768' : ''}_ChaChaPoly_${hash.name}`;
  const symmetric = new SymmetricState(hash, encodeUtf8(name));
  symmetric.mixHash(prologue);
  const own = (): Uint8Array => required(s).publicKey;
  const other = (): Uint8Array => required(rs);
  if (pattern.preMessages.initiator) symmetric.mixHash(isInitiator ? own() : other());
  if (pattern.preMessages.responder) symmetric.mixHash(isInitiator ? other() : own());
  return { ...options, symmetric, next: 0, e: null, re: null, e1: null, re1: null };
}

/** Adds the next psk, which the messages so far have brought. To be called before the message whose token needs it. */
export function addPsk(state: HandshakeState, psk: Uint8Array): HandshakeState {
  return { ...state, psks: [...state.psks, psk] };
}

/** WriteMessage. Throws ProtocolError for a low-order point or a bad KEM key that the other side sent before. */
export function writeMessage(
  state: HandshakeState,
  payload: Uint8Array,
): { state: HandshakeState; message: Uint8Array } {
  const { draft, tokens } = begin(state, 'write');
  const parts = tokens.map((token) => writeToken(draft, token));
  parts.push(draft.symmetric.encryptAndHash(payload));
  state.symmetric.erase();
  return { state: draft, message: concatBytes(...parts) };
}

/** ReadMessage. Throws ProtocolError for everything that the holder of the right keys would not have sent here. */
export function readMessage(
  state: HandshakeState,
  message: Uint8Array,
): { state: HandshakeState; payload: Uint8Array } {
  const opened = openPayload(openTokens(state, message));
  state.symmetric.erase();
  return opened;
}

/** The first half of ReadMessage: everything but the payload, so that the sender can be judged before it is opened. */
export function readTokens(state: HandshakeState, message: Uint8Array): UnopenedPayload {
  const unopened = openTokens(state, message);
  state.symmetric.erase();
  return unopened;
}

/** The second half of ReadMessage. */
export function readPayload(unopened: UnopenedPayload): { state: HandshakeState; payload: Uint8Array } {
  const opened = openPayload(unopened);
  unopened.state.symmetric.erase();
  return opened;
}

/**
 * Split, once every message is through. @returns the key of each direction and an exporter key, 32 bytes each, and the
 * handshake hash. Erases all that the handshake drew.
 */
export function split(state: HandshakeState): {
  initiatorKey: Uint8Array;
  responderKey: Uint8Array;
  exporterKey: Uint8Array;
  handshakeHash: Uint8Array;
} {
  if (state.next !== state.pattern.messages.length) throw new Error('internal: handshake split before its end');
  const [initiatorKey, responderKey, exporterKey] = state.symmetric.split();
  const handshakeHash = state.symmetric.handshakeHash();
  state.symmetric.erase();
  for (const drawn of [state.e, state.e1]) if (drawn !== null) wipe(drawn.secretKey);
  return { initiatorKey, responderKey, exporterKey, handshakeHash };
}

function openTokens(state: HandshakeState, message: Uint8Array): UnopenedPayload {
  const { draft, tokens } = begin(state, 'read');
  const reader = createByteReader(message);
  for (const token of tokens) readToken(draft, token, reader);
  return { state: draft, ciphertext: reader.rest() };
}

function openPayload({ state, ciphertext }: UnopenedPayload): { state: HandshakeState; payload: Uint8Array } {
  const symmetric = state.symmetric.clone();
  const payload = symmetric.decryptAndHash(ciphertext);
  return { state: { ...state, symmetric }, payload };
}

function begin(state: HandshakeState, action: 'write' | 'read'): { draft: Draft; tokens: readonly Token[] } {
  const tokens = state.pattern.messages[state.next];
  const isOwnTurn = (state.next % 2 === 0) === state.isInitiator;
  if (tokens === undefined || isOwnTurn !== (action === 'write')) {
    throw new Error('internal: handshake message out of turn');
  }
  return { draft: { ...state, symmetric: state.symmetric.clone(), next: state.next + 1 }, tokens };
}

/** @returns what the token adds to the message */
function writeToken(draft: Draft, token: Token): Uint8Array {
  const { symmetric, random } = draft;
  switch (token) {
    case 'e': {
      draft.e = createKeyPair(random);
      mixEphemeral(draft, draft.e.publicKey);
      return draft.e.publicKey;
    }
    case 's':
      return symmetric.encryptAndHash(required(draft.s).publicKey);
    case 'e1': {
      draft.e1 = kemKeyPair(random);
      return symmetric.encryptAndHash(draft.e1.publicKey);
    }
    case 'ekem1': {
      const { ciphertext, sharedSecret } = kemEncapsulate(required(draft.re1), random);
      const encrypted = symmetric.encryptAndHash(ciphertext);
      symmetric.mixKey(sharedSecret);
      return encrypted;
    }
    default:
      mixSecret(draft, token);
      return EMPTY;
  }
}

function readToken(draft: Draft, token: Token, reader: ByteReader): void {
  const { symmetric } = draft;
  const decrypt = (length: number): Uint8Array =>
    symmetric.decryptAndHash(reader.take(length + symmetric.overheadBytes()));
  switch (token) {
    case 'e':
      draft.re = reader.take(DH_BYTES);
      mixEphemeral(draft, draft.re);
      return;
    case 's':
      draft.rs = decrypt(DH_BYTES);
      return;
    case 'e1':
      draft.re1 = decrypt(ENCAPSULATION_KEY_BYTES);
      return;
    case 'ekem1': {
      const ciphertext = decrypt(KEM_CIPHERTEXT_BYTES);
      symmetric.mixKey(kemDecapsulate(required(draft.e1).secretKey, ciphertext));
      return;
    }
    default:
      mixSecret(draft, token);
  }
}

/** The tokens that put nothing on the wire: both sides do the same. */
function mixSecret(draft: Draft, token: 'ee' | 'es' | 'se' | 'ss' | 'psk'): void {
  const { symmetric, isInitiator, e, s, re, rs } = draft;
  switch (token) {
    case 'ee':
      symmetric.mixKey(dh(e, re));
      return;
    case 'es':
      symmetric.mixKey(isInitiator ? dh(e, rs) : dh(s, re));
      return;
    case 'se':
      symmetric.mixKey(isInitiator ? dh(s, re) : dh(e, rs));
      return;
    case 'ss':
      symmetric.mixKey(dh(s, rs));
      return;
    case 'psk': {
      const [psk, ...psks] = draft.psks;
      draft.psks = psks;
      symmetric.mixKeyAndHash(required(psk));
    }
  }
}

/** Section 9.2: where a psk is used, the ephemeral key also goes into the key, so that no two messages share one. */
function mixEphemeral({ symmetric, pattern }: Draft, publicKey: Uint8Array): void {
  symmetric.mixHash(publicKey);
  if (pattern.messages.flat().includes('psk')) symmetric.mixKey(publicKey);
}

function dh(own: KeyPair | null, other: Uint8Array | null): Uint8Array {
  return x25519SharedSecret(required(own).secretKey, required(other));
}

/** What a well-formed pattern and complete options have brought by the time a token needs it. */
export function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('internal: the handshake pattern lacks a key');
  return value;
}
