/** GC/1 sections 5 and 13.2: a password in the handshake. The shares of CPace alone are in cpace.test.ts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptHandshake, finishHandshake, MESSAGE_2_BYTES, readIdentity, type HandshakeContext } from './handshake.ts';
import { readMessage, writeMessage } from './noise.ts';
import { preparePassword } from './password.ts';
import { BAD_POINTS } from './testing/bad-points.ts';
import { answer, engine, FIRST, guestKeys, NAME, PASSWORD, run, start } from './testing/handshakes.ts';
import { flip, refusal } from './testing/hostile.ts';

test('three messages, turned in any byte, are refused as they are without a password', () => {
  const { message1: hello, message2: reply, message3: final } = run(PASSWORD);
  const { state } = start(PASSWORD);
  const { state: awaiting } = answer(hello, PASSWORD);
  fc.assert(
    fc.property(fc.nat(hello.length - 1), fc.nat(reply.length - 1), fc.nat(47), (first, second, third) => {
      expect(refusal(() => answer(flip(hello, first), PASSWORD))).toBe('unauthentic');
      expect(refusal(() => finishHandshake(state, flip(reply, second), NAME))).toBe('unauthentic');
      expect(refusal(() => readIdentity(awaiting, flip(final, third)))).toBe('unauthentic');
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 48, max: final.length - 1 }), (index) => {
      const identified = readIdentity(answer(hello, PASSWORD).state, flip(final, index));
      expect(refusal(() => acceptHandshake(identified))).toBe('unauthentic');
    }),
    { numRuns: 30 },
  );
  expect(finishHandshake(state, reply, NAME).message3).toEqual(final);
  expect(acceptHandshake(readIdentity(awaiting, final)).guestName).toBe(NAME);
});

describe('the password', () => {
  const other: HandshakeContext<'first'> = { ...PASSWORD, password: preparePassword('wrong horse') };

  test('shows in nothing before the payload of message 3 is opened, and then as unauthentic', () => {
    const guest = start(other);
    const { state: awaiting, message2 } = answer(guest.message1, PASSWORD);
    const { message3 } = finishHandshake(guest.state, message2, NAME);
    const identified = readIdentity(awaiting, message3);
    expect(identified.guestPublicKey).toEqual(guestKeys.publicKey);
    expect(refusal(() => acceptHandshake(identified))).toBe('unauthentic');
  });

  test('is in every key, even if all that is drawn stays the same', () => {
    const [one, another] = [run(PASSWORD), run(other)];
    expect(another.established.resume).not.toEqual(one.established.resume);
    expect(another.established.seat).not.toEqual(one.established.seat);
    expect(another.message3).not.toEqual(one.message3);
  });

  test('cannot be stripped off the link: whatever the guest then says is refused at message 1', () => {
    expect(refusal(() => answer(start(FIRST).message1, PASSWORD))).toBe('malformed');
    const stripped = { ...FIRST, password: PASSWORD.password };
    expect(refusal(() => answer(start(stripped).message1, PASSWORD))).toBe('unauthentic');
    const strippedButForItsTerms = { ...PASSWORD, inviteContext: FIRST.inviteContext };
    expect(refusal(() => answer(start(strippedButForItsTerms).message1, PASSWORD))).toBe('unauthentic');
  });

  test('cannot be left out or brought in by the guest, whose message then has the wrong length', () => {
    expect(refusal(() => answer(start({ ...PASSWORD, password: null }).message1, PASSWORD))).toBe('malformed');
    expect(refusal(() => answer(start(PASSWORD).message1, { ...PASSWORD, password: null }))).toBe('malformed');
    const { state, message1 } = start(PASSWORD);
    const { message2 } = answer(message1, PASSWORD);
    expect(refusal(() => finishHandshake(state, message2.slice(0, MESSAGE_2_BYTES), NAME))).toBe('malformed');
  });

  test('takes no share that nobody could have computed, although it is authentic', () => {
    for (const point of BAD_POINTS) {
      const { message: hello } = writeMessage(engine(PASSWORD, true), point);
      expect(refusal(() => answer(hello, PASSWORD))).toBe('bad-point');
      const { state, message1 } = start(PASSWORD);
      const { message: message2 } = writeMessage(readMessage(engine(PASSWORD, false), message1).state, point);
      expect(refusal(() => finishHandshake(state, message2, NAME))).toBe('bad-point');
    }
  });

  test('leaves nothing behind: scalar and psk3 are erased once they are used, and not before', () => {
    const { state, message1 } = start(PASSWORD);
    const { state: awaiting, message2 } = answer(message1, PASSWORD);
    const isErased = (secret: Uint8Array | undefined): boolean => secret?.every((byte) => byte === 0) ?? true;
    const [psk] = awaiting.noise.psks;
    expect(refusal(() => finishHandshake(state, flip(message2, 0), NAME))).toBe('unauthentic');
    expect(isErased(state.exchange?.scalar)).toBe(false);
    const { message3 } = finishHandshake(state, message2, NAME);
    expect(isErased(state.exchange?.scalar)).toBe(true);
    expect(refusal(() => readIdentity(awaiting, flip(message3, 0)))).toBe('unauthentic');
    expect(isErased(psk)).toBe(false);
    readIdentity(awaiting, message3);
    expect(isErased(psk)).toBe(true);
  });
});
