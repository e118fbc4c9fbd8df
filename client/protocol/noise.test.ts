/** The Noise engine on public vectors, and what it promises beyond them (Noise rev. 34; GC/1 section 13.1). */
import { describe, expect, test } from 'vitest';
import { loadNoiseVectors, parseProtocolName, type NoiseVector } from '../../e2e/vectors/noise.ts';
import { EMPTY } from './bytes.ts';
import { ProtocolError } from './errors.ts';
import { createKeyPair, type KeyPair } from './key-pair.ts';
import { initialize, readMessage, readPayload, readTokens, split, writeMessage, type HandshakeState } from './noise.ts';
import { encrypt } from './primitives.ts';

const vectors = loadNoiseVectors();

test('the public vectors are here', ({ skip }) => {
  if (vectors === null && process.env['CI'] !== 'true') skip('run `npm run vectors` to fetch them');
  expect(vectors).toHaveLength(118);
});

test.each(vectors ?? [])('$protocol_name, both roles, byte for byte', (vector) => {
  let [initiator, responder] = parties(vector);
  const handshakeLength = initiator.pattern.messages.length;
  for (const [index, { payload, ciphertext }] of vector.messages.slice(0, handshakeLength).entries()) {
    const isInitiators = index % 2 === 0;
    const written = writeMessage(isInitiators ? initiator : responder, fromHex(payload));
    expect(toHex(written.message)).toBe(ciphertext);
    const read = readMessage(isInitiators ? responder : initiator, written.message);
    expect(toHex(read.payload)).toBe(payload);
    [initiator, responder] = isInitiators ? [written.state, read.state] : [read.state, written.state];
  }
  const end = split(initiator);
  expect(split(responder)).toEqual(end);
  expect(toHex(end.handshakeHash)).toBe(vector.handshake_hash);

  const sent = { initiator: 0, responder: 0 };
  for (const [index, { payload, ciphertext }] of vector.messages.slice(handshakeLength).entries()) {
    // A one-way pattern has one direction; otherwise the sides go on in turn.
    const side = handshakeLength === 1 || (handshakeLength + index) % 2 === 0 ? 'initiator' : 'responder';
    const key = side === 'initiator' ? end.initiatorKey : end.responderKey;
    expect(toHex(encrypt(key, sent[side], EMPTY, fromHex(payload)))).toBe(ciphertext);
    sent[side] += 1;
  }
});

describe('a step', () => {
  test('that fails leaves the state as it was', () => {
    const { initiator, responder } = xx();
    const hello = writeMessage(initiator, EMPTY);
    const reply = writeMessage(readMessage(responder, hello.message).state, new Uint8Array(5));
    for (const index of [0, 40, 90, reply.message.length - 1]) {
      expect(() => readMessage(hello.state, flip(reply.message, index))).toThrow(ProtocolError);
    }
    const answered = readMessage(hello.state, reply.message);
    expect(answered.payload).toEqual(new Uint8Array(5));
    const final = writeMessage(answered.state, EMPTY);
    for (const index of final.message.keys()) {
      expect(() => readMessage(reply.state, flip(final.message, index))).toThrow(ProtocolError);
    }
    expect(split(readMessage(reply.state, final.message).state)).toEqual(split(final.state));
  });

  test('that succeeds uses its state up', () => {
    const { initiator, responder } = xx();
    const hello = writeMessage(initiator, EMPTY);
    expect(() => writeMessage(initiator, EMPTY)).toThrow('internal: Noise state used after it was used up');
    readMessage(responder, hello.message);
    expect(() => readMessage(responder, hello.message)).toThrow('internal: Noise state used after it was used up');
  });

  test('can stop between the tokens and the payload', () => {
    const { initiator, responder, initiatorKeys } = xx();
    const hello = writeMessage(initiator, EMPTY);
    const reply = writeMessage(readMessage(responder, hello.message).state, EMPTY);
    const final = writeMessage(readMessage(hello.state, reply.message).state, new Uint8Array([7]));
    const spoiled = readTokens(reply.state, final.message);
    expect(spoiled.state.rs).toEqual(initiatorKeys.publicKey);
    expect(() => readPayload({ ...spoiled, ciphertext: flip(spoiled.ciphertext, 0) })).toThrow(ProtocolError);
    const { state, payload } = readPayload(spoiled);
    expect(payload).toEqual(new Uint8Array([7]));
    expect(split(state)).toEqual(split(final.state));
  });

  test('that ends the handshake erases all it drew', () => {
    const { initiator, responder } = xx('NN');
    const hello = writeMessage(initiator, EMPTY);
    const reply = writeMessage(readMessage(responder, hello.message).state, EMPTY);
    const { state } = readMessage(hello.state, reply.message);
    expect(state.e?.secretKey).toEqual(new Uint8Array(32).fill(3));
    split(state);
    expect(state.e?.secretKey).toEqual(new Uint8Array(32));
    expect(() => split(state)).toThrow('internal: Noise state used after it was used up');
  });

  test('out of turn is our own bug', () => {
    const { initiator, responder } = xx();
    expect(() => writeMessage(responder, EMPTY)).toThrow('internal: handshake message out of turn');
    expect(() => readMessage(initiator, new Uint8Array(32))).toThrow('internal: handshake message out of turn');
    expect(() => split(initiator)).toThrow('internal: handshake split before its end');
  });

  test('after the last one is our own bug', () => {
    const { initiator, responder } = xx('NN');
    const hello = writeMessage(initiator, EMPTY);
    const reply = writeMessage(readMessage(responder, hello.message).state, EMPTY);
    const { state } = readMessage(hello.state, reply.message);
    expect(() => writeMessage(state, EMPTY)).toThrow('internal: handshake message out of turn');
  });

  test('without a key that the pattern needs is our own bug', () => {
    const { initiator } = xx('NK');
    expect(() => initialize({ ...initiator, rs: null })).toThrow('internal: the handshake pattern lacks a key');
    expect(() => writeMessage(xx('NNpsk0').initiator, EMPTY)).toThrow('internal: the handshake pattern lacks a key');
  });
});

function parties(vector: NoiseVector): [HandshakeState, HandshakeState] {
  const { pattern, hash } = parseProtocolName(vector.protocol_name);
  return [
    initialize({
      pattern,
      hash,
      isInitiator: true,
      prologue: fromHex(vector.init_prologue),
      s: toKeyPair(vector.init_static),
      rs: vector.init_remote_static === undefined ? null : fromHex(vector.init_remote_static),
      psks: (vector.init_psks ?? []).map(fromHex),
      random: () => fromHex(vector.init_ephemeral),
    }),
    initialize({
      pattern,
      hash,
      isInitiator: false,
      prologue: fromHex(vector.resp_prologue),
      s: toKeyPair(vector.resp_static),
      rs: vector.resp_remote_static === undefined ? null : fromHex(vector.resp_remote_static),
      psks: (vector.resp_psks ?? []).map(fromHex),
      random: () => fromHex(vector.resp_ephemeral ?? ''),
    }),
  ];
}

/** A pattern without a psk: its first message is readable by anyone, so nothing but the state's own rules protects it. */
function xx(name = 'XX'): { initiator: HandshakeState; responder: HandshakeState; initiatorKeys: KeyPair } {
  const { pattern, hash } = parseProtocolName(`Noise_${name}_25519_ChaChaPoly_SHA256`);
  const [initiatorKeys, responderKeys] = [1, 2].map((seed) =>
    createKeyPair((length) => new Uint8Array(length).fill(seed)),
  );
  if (initiatorKeys === undefined || responderKeys === undefined) throw new Error('internal: no keys');
  const common = { pattern, hash, prologue: EMPTY, psks: [] };
  const rs = pattern.preMessages.responder ? responderKeys.publicKey : null;
  const random = (seed: number) => (length: number) => new Uint8Array(length).fill(seed);
  return {
    initiator: initialize({ ...common, isInitiator: true, s: initiatorKeys, rs, random: random(3) }),
    responder: initialize({ ...common, isInitiator: false, s: responderKeys, rs: null, random: random(4) }),
    initiatorKeys,
  };
}

function toKeyPair(secretKey: string | undefined): KeyPair | null {
  return secretKey === undefined ? null : createKeyPair(() => fromHex(secretKey));
}

function flip(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.map((byte, at) => (at === index ? byte ^ 1 : byte));
}

function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
