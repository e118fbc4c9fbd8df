/**
 * GC/1 sections 5 and 9: the handshake, and everything that must not pass (section 13.2). Known answers are in
 * gc1.test.ts, what a password changes is in password-exchange.test.ts.
 */
import { describe, expect, expectTypeOf, test } from 'vitest';
import { concatBytes, EMPTY, encodeUtf8, fromBase64Url, lv, u32, u8 } from './bytes.ts';
import { open, seal } from './chain.ts';
import { SHARE_BYTES } from './cpace.ts';
import {
  acceptHandshake,
  answerHandshake,
  finishHandshake,
  MAX_GUEST_NAME_CODE_POINTS,
  MESSAGE_1_BYTES,
  MESSAGE_2_BYTES,
  MESSAGE_3_BYTES,
  readIdentity,
  rollResumption,
  startHandshake,
  type AwaitingFinal,
  type AwaitingPayload,
  type AwaitingReply,
  type ContactKind,
  type Established,
  type HandshakeContext,
  type HandshakeKind,
  type Rekeyed,
} from './handshake.ts';
import { deriveInviteKeys, type RoomId } from './invite-keys.ts';
import { createKeyPair } from './key-pair.ts';
import { label } from './label.ts';
import { SymmetricState } from './noise-symmetric.ts';
import { readMessage, writeMessage } from './noise.ts';
import { pad } from './padding.ts';
import { kemKeyPair, SHA256, x25519SharedSecret } from './primitives.ts';
import {
  answer,
  FIRST,
  guestKeys,
  hostKeys,
  invite,
  inviteKeys,
  keysWithPassword,
  meet,
  NAME,
  PASSWORD,
  REKEY,
  RESUME,
  run,
  start,
} from './testing/handshakes.ts';
import { flip, refusal, wrongLengths } from './testing/hostile.ts';
import { seededRandom } from './testing/seeded-random.ts';

const CONTACTS: [string, HandshakeContext<ContactKind>][] = [
  ['first contact', FIRST],
  ['first contact with a password', PASSWORD],
  ['resume', RESUME],
];
const ALL: [string, HandshakeContext][] = [...CONTACTS, ['rekey', REKEY]];

/** Encodings of the points whose order divides 8, in the field's reduced and unreduced forms (RFC 7748, section 6.1). */
const LOW_ORDER_POINTS = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));

describe.each(ALL)('%s', (_, context) => {
  test('both sides agree', () => {
    const { guest, host, identified } = meet(context);
    expect(host.resume).toEqual(guest.resume);
    expect(host.data).toEqual({ send: guest.data.receive, receive: guest.data.send });
    expect(identified.guestPublicKey).toEqual(guestKeys.publicKey);
  });

  test('only first contact carries a name', () => {
    expect(meet(context).guestName).toBe(context.kind === 'first' ? NAME : null);
  });

  test('the messages have the lengths of section 4', () => {
    const isLonger = context.password !== null;
    expect(meet(context).messages.map(({ length }) => length)).toEqual([
      isLonger ? 1280 : 1248,
      isLonger ? 1184 : 1152,
      context.kind === 'first' ? 320 : 64,
    ]);
    expect([MESSAGE_1_BYTES, MESSAGE_2_BYTES, SHARE_BYTES]).toEqual([1248, 1152, 32]);
    expect(MESSAGE_3_BYTES).toEqual({ first: 320, resume: 64, rekey: 64 });
  });

  test('no step takes a message of another length', () => {
    const [message1, message2, message3] = meet(context).messages;
    const { state } = start(context);
    for (const spoiled of wrongLengths(message1)) expect(refusal(() => answer(spoiled, context))).toBe('malformed');
    for (const spoiled of wrongLengths(message2)) {
      expect(refusal(() => finishHandshake(state, spoiled, NAME))).toBe('malformed');
    }
    const { state: awaiting } = answer(message1, context);
    for (const spoiled of wrongLengths(message3)) {
      expect(refusal(() => readIdentity(awaiting, spoiled))).toBe('malformed');
    }
    expect(finishHandshake(state, message2, NAME).message3).toEqual(message3);
    expect(readIdentity(awaiting, message3).guestPublicKey).toEqual(guestKeys.publicKey);
  });
});

describe.each(CONTACTS)('%s', (_, context) => {
  test('both sides agree on the sig chains and the seat, which only first contact has', () => {
    const { guest, host } = meet(context);
    expect(host.sig).toEqual({ send: guest.sig.receive, receive: guest.sig.send });
    expect(host.seat).toEqual(guest.seat);
    expect(guest.seat?.length).toBe(context.kind === 'first' ? 32 : undefined);
  });

  test('every output is a key of its own', () => {
    const { guest } = meet(context);
    const chains = [guest.data.send, guest.data.receive, guest.sig.send, guest.sig.receive];
    const outputs = [...chains.map(({ key }) => key), guest.resume, guest.seat ?? EMPTY];
    expect(new Set(outputs.map((output) => output.join())).size).toBe(6);
    expect(chains.map(({ name }) => name)).toEqual(['data g2h', 'data h2g', 'sig g2h', 'sig h2g']);
  });

  test('what one side seals the other opens, and nobody opens their own', () => {
    const { guest, host } = meet(context);
    const sig = seal(guest.sig.send, Uint8Array.of(1)).record;
    const data = seal(guest.data.send, Uint8Array.of(2)).record;
    for (const record of [sig, data]) {
      expect(refusal(() => open(guest.sig.receive, record))).toBe('unauthentic');
      expect(refusal(() => open(guest.data.receive, record))).toBe('unauthentic');
    }
    expect(refusal(() => open(host.sig.receive, data))).toBe('unauthentic');
    expect(refusal(() => open(host.data.receive, sig))).toBe('unauthentic');
    expect(open(host.sig.receive, sig).plaintext).toEqual(Uint8Array.of(1));
    expect(open(host.data.receive, data).plaintext).toEqual(Uint8Array.of(2));
  });
});

test('a rekey gives data chains and resume, and nothing else', () => {
  const { guest, host } = meet(REKEY);
  for (const rekeyed of [guest, host]) expect(Object.keys(rekeyed).sort()).toEqual(['data', 'resume']);
  const outputs = [guest.data.send.key, guest.data.receive.key, guest.resume];
  expect(new Set(outputs.map((output) => output.join())).size).toBe(3);
  expectTypeOf(guest).toEqualTypeOf<Rekeyed>();
  expectTypeOf(meet(FIRST).guest).toEqualTypeOf<Established>();
});

describe('turned in any byte', () => {
  const { message1, message2, message3 } = run(FIRST);

  test('message 1 is refused', () => {
    for (const index of message1.keys())
      expect(refusal(() => answer(flip(message1, index), FIRST))).toBe('unauthentic');
  });

  test('message 2 is refused, and the guest still takes the true one', () => {
    const { state } = start(FIRST);
    for (const index of message2.keys()) {
      expect(refusal(() => finishHandshake(state, flip(message2, index), NAME))).toBe('unauthentic');
    }
    expect(finishHandshake(state, message2, NAME).message3).toEqual(message3);
  });

  test("message 3 is refused: the key's part at once, the rest when it is opened; nothing else changes", () => {
    const { state } = answer(message1, FIRST);
    const keyBytes = 32 + 16;
    for (let index = 0; index < keyBytes; index += 1) {
      expect(refusal(() => readIdentity(state, flip(message3, index)))).toBe('unauthentic');
    }
    for (let index = keyBytes; index < message3.length; index += 1) {
      const identified = readIdentity(answer(message1, FIRST).state, flip(message3, index));
      expect(identified.guestPublicKey).toEqual(guestKeys.publicKey);
      expect(refusal(() => acceptHandshake(identified))).toBe('unauthentic');
    }
    expect(acceptHandshake(readIdentity(state, message3)).guestName).toBe(NAME);
    expect(deriveInviteKeys(invite)).toEqual(inviteKeys);
    expect(guestKeys).toEqual(createKeyPair(seededRandom('guest')));
  });
});

describe('message 1 is refused', () => {
  const others: [string, HandshakeContext][] = [
    ['under another resumption secret', { ...FIRST, resumption: flip(FIRST.resumption, 0) }],
    ['for another attempt', { ...FIRST, attempt: flip(FIRST.attempt, 0) }],
    ['for another room', { ...FIRST, inviteRoomId: 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId }],
    ['of another kind and epoch', RESUME],
    ['of a rekey', REKEY],
    ['with another flag in the link', { ...FIRST, inviteContext: keysWithPassword.context }],
  ];
  test.each(others)('%s', (_, context) => {
    expect(refusal(() => answer(start(context).message1, FIRST))).toBe('unauthentic');
  });

  test('of another kind at the same epoch under the same secret', () => {
    expect(refusal(() => answer(start(RESUME).message1, REKEY))).toBe('unauthentic');
    expect(refusal(() => answer(start(REKEY).message1, RESUME))).toBe('unauthentic');
  });

  test('of another epoch under the same secret', () => {
    const { message1 } = start(RESUME);
    expect(refusal(() => answer(message1, { ...RESUME, epoch: 2 }))).toBe('unauthentic');
    expect(() => answer(message1, RESUME)).not.toThrow();
  });

  test('by a host with another key', () => {
    const other = createKeyPair(seededRandom('other'));
    expect(refusal(() => answerHandshake(FIRST, other, start(FIRST).message1, seededRandom('x')))).toBe('unauthentic');
  });

  test('with a low-order point', () => {
    for (const point of LOW_ORDER_POINTS) {
      const message1 = concatBytes(point, start(FIRST).message1.slice(32));
      expect(refusal(() => answer(message1, FIRST))).toBe('low-order-point');
    }
  });

  test('with an ML-KEM key that has a coefficient of 3329 or more, although it is authentic', () => {
    const { publicKey } = kemKeyPair(seededRandom('kem'));
    // A coefficient has 12 bits: all of byte 0 and the low half of byte 1.
    const withFirst = (coefficient: number): Uint8Array =>
      publicKey.map((byte, at) =>
        at === 0 ? coefficient & 0xff : at === 1 ? (byte & 0xf0) | (coefficient >> 8) : byte,
      );
    for (const coefficient of [3329, 4095]) {
      expect(refusal(() => answer(forgeMessage1(withFirst(coefficient)), FIRST))).toBe('bad-encapsulation-key');
    }
    expect(answer(forgeMessage1(withFirst(3328)), FIRST).message2).toHaveLength(MESSAGE_2_BYTES);
  });
});

describe('message 2 is refused', () => {
  test('when it answers another message 1', () => {
    const other = startHandshake(FIRST, guestKeys, hostKeys.publicKey, seededRandom('other draws'));
    expect(refusal(() => finishHandshake(other.state, run(FIRST).message2, NAME))).toBe('unauthentic');
  });

  test('with a low-order point', () => {
    const { state, message1 } = start(FIRST);
    const { message2 } = answer(message1, FIRST);
    for (const point of LOW_ORDER_POINTS) {
      const spoiled = concatBytes(point, message2.slice(32));
      expect(refusal(() => finishHandshake(state, spoiled, NAME))).toBe('low-order-point');
    }
  });

  test('when it is message 1 come back', () => {
    const { state, message1 } = start(FIRST);
    expect(refusal(() => finishHandshake(state, message1.slice(0, MESSAGE_2_BYTES), NAME))).toBe('unauthentic');
  });
});

describe('message 3 is refused', () => {
  test('when it ends another handshake', () => {
    const { message1, message3 } = run(FIRST);
    const other = answerHandshake(FIRST, hostKeys, message1, seededRandom('other draws'));
    expect(refusal(() => readIdentity(other.state, message3))).toBe('unauthentic');
  });

  test('with a low-order point for a key', () => {
    for (const publicKey of LOW_ORDER_POINTS) {
      const { state, message1 } = startHandshake(
        FIRST,
        { ...guestKeys, publicKey },
        hostKeys.publicKey,
        seededRandom('guest draws'),
      );
      const { state: awaiting, message2 } = answer(message1, FIRST);
      const { message3 } = finishHandshake(state, message2, NAME);
      expect(refusal(() => readIdentity(awaiting, message3))).toBe('low-order-point');
    }
  });

  test.each([
    ['too many code points', pad(encodeUtf8('a'.repeat(65)))],
    ['bytes that are no UTF-8', pad(Uint8Array.of(0xff))],
    ['padding that is not zero', flip(pad(encodeUtf8(NAME)), 255)],
    ['a length beyond its end', concatBytes(u32(253), new Uint8Array(252))],
  ])('when the name has %s, although it is authentic', (_, payload) => {
    expect(refusal(() => acceptHandshake(identify(payload)))).toBe('malformed');
  });

  test('no sooner than the greatest name', () => {
    const longest = '🌱'.repeat(63);
    expect(acceptHandshake(identify(pad(encodeUtf8(longest)))).guestName).toBe(longest);
    expect(acceptHandshake(identify(pad(encodeUtf8('é'.repeat(64))))).guestName).toBe('é'.repeat(64));
    expect(acceptHandshake(identify(pad(EMPTY))).guestName).toBe('');
  });
});

describe('our own bugs', () => {
  test('a kind and an epoch that do not fit', () => {
    const contexts: HandshakeContext[] = [
      { ...FIRST, epoch: 1 },
      { ...RESUME, epoch: 0 },
      { ...REKEY, epoch: 0 },
    ];
    for (const context of contexts) {
      expect(() => start(context)).toThrow('internal: kind and epoch do not fit');
      expect(() => answer(new Uint8Array(MESSAGE_1_BYTES), context)).toThrow('internal: kind and epoch do not fit');
    }
  });

  test('a room or an attempt that is none', () => {
    const contexts: HandshakeContext[] = [
      { ...RESUME, inviteRoomId: '?' as RoomId },
      { ...RESUME, attempt: new Uint8Array(15) },
      { ...RESUME, attempt: new Uint8Array(17) },
    ];
    for (const context of contexts) expect(() => start(context)).toThrow('internal: malformed handshake context');
  });

  test('a password anywhere but at first contact', () => {
    for (const context of [RESUME, REKEY]) {
      const { password } = PASSWORD;
      expect(() => start<HandshakeKind>({ ...context, password })).toThrow(
        'internal: only first contact has a password',
      );
    }
  });

  test('a name that is too long, before anything is used up', () => {
    const { state, message1 } = start(FIRST);
    const { message2 } = answer(message1, FIRST);
    for (const name of ['a'.repeat(MAX_GUEST_NAME_CODE_POINTS + 1), '🌱'.repeat(64)]) {
      expect(() => finishHandshake(state, message2, name)).toThrow('internal: guest name too long');
    }
    expect(() => finishHandshake(state, message2, NAME)).not.toThrow();
  });

  test('a step taken twice', () => {
    const { state, message1 } = start(FIRST);
    const { state: awaiting, message2 } = answer(message1, FIRST);
    const { message3 } = finishHandshake(state, message2, NAME);
    expect(() => finishHandshake(state, message2, 'Mo')).toThrow('internal: Noise state used after it was used up');
    const identified = readIdentity(awaiting, message3);
    expect(() => readIdentity(awaiting, message3)).toThrow('internal: Noise state used after it was used up');
    acceptHandshake(identified);
    expect(() => acceptHandshake(identified)).toThrow('internal: Noise state used after it was used up');
  });

  test('a step out of order does not compile', () => {
    expectTypeOf<AwaitingReply>().not.toExtend<AwaitingFinal>();
    expectTypeOf<AwaitingFinal>().not.toExtend<AwaitingReply>();
    expectTypeOf<AwaitingFinal>().not.toExtend<AwaitingPayload>();
    expectTypeOf(finishHandshake<ContactKind>)
      .parameter(0)
      .toEqualTypeOf<AwaitingReply>();
    expectTypeOf(readIdentity<ContactKind>)
      .parameter(0)
      .toEqualTypeOf<AwaitingFinal>();
    expectTypeOf(acceptHandshake<ContactKind>)
      .parameter(0)
      .toEqualTypeOf<AwaitingPayload>();
  });
});

test('the next resumption secret needs both the last one and the handshake', () => {
  const [old, resume] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const next = rollResumption(old, resume);
  expect(next).toHaveLength(32);
  for (const other of [rollResumption(flip(old, 0), resume), rollResumption(old, flip(resume, 0))]) {
    expect(other).not.toEqual(next);
  }
});

/** A guest that holds the link and sends this encapsulation key. */
function forgeMessage1(encapsulationKey: Uint8Array): Uint8Array {
  const symmetric = new SymmetricState(SHA256, encodeUtf8('Noise_XKhfs+psk0_25519+MLKEM768_ChaChaPoly_SHA256'));
  const roomId = fromBase64Url(FIRST.inviteRoomId) ?? EMPTY;
  symmetric.mixHash(lv(label('prologue'), FIRST.inviteContext, roomId, u8(0), u32(0), FIRST.attempt));
  symmetric.mixHash(hostKeys.publicKey);
  symmetric.mixKeyAndHash(FIRST.resumption);
  const e = createKeyPair(seededRandom('forger'));
  symmetric.mixHash(e.publicKey);
  symmetric.mixKey(e.publicKey);
  symmetric.mixKey(x25519SharedSecret(e.secretKey, hostKeys.publicKey));
  return concatBytes(e.publicKey, symmetric.encryptAndHash(encapsulationKey), symmetric.encryptAndHash(EMPTY));
}

/** A guest that proves its key and then says this. */
function identify(payload: Uint8Array): AwaitingPayload {
  const { state, message1 } = start(FIRST);
  const { state: awaiting, message2 } = answer(message1, FIRST);
  const { message } = writeMessage(readMessage(state.noise, message2).state, payload);
  return readIdentity(awaiting, message);
}
