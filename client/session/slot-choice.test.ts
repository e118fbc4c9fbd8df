/** Which slot the guest begins on (GC/1 section 6, "When slots do not meet"). */
import { describe, expect, test } from 'vitest';
import { createSlotChoice, type SlotChoice } from './slot-choice.ts';
import type { GuestKeys, Slot } from './slots.ts';

const keyPair = { secretKey: new Uint8Array(32), publicKey: new Uint8Array(32) };
const slot = (epoch: number): Slot => ({ epoch, resumption: new Uint8Array(32) });

function choose(cur: number, prev: number | null): { readonly choice: SlotChoice; commit(next: number): void } {
  let keys: GuestKeys = { keyPair, seat: null, cur: slot(cur), prev: prev === null ? null : slot(prev) };
  const choice = createSlotChoice({ read: () => keys, update: () => Promise.reject(new Error('not here')) });
  return {
    choice,
    commit: (next) => {
      keys = { ...keys, cur: slot(next) };
    },
  };
}

const epochs = (choice: SlotChoice, steps: readonly (() => boolean)[]): readonly (number | boolean)[] =>
  steps.flatMap((step) => [choice.next().epoch, step()]);

describe('after a refusal', () => {
  test('the other slot is tried once; then this copy is out of date, and a person’s next try begins anew', () => {
    const { choice } = choose(5, 4);
    const { refused } = choice;
    expect(epochs(choice, [refused, refused, refused])).toEqual([5, true, 4, false, 5, true]);
  });

  test('without another slot the same is tried once more', () => {
    const { choice } = choose(0, null);
    expect(epochs(choice, [choice.refused, choice.refused])).toEqual([0, true, 0, false]);
  });

  test('a session that came about makes up for it', () => {
    const { choice } = choose(5, 4);
    choice.refused();
    choice.accepted();
    expect(epochs(choice, [choice.refused, choice.refused])).toEqual([5, true, 4, false]);
  });

  test('a commit makes up for it, though the session was lost', () => {
    const { choice, commit } = choose(1, 0);
    choice.refused();
    commit(1);
    expect(epochs(choice, [choice.refused, choice.refused])).toEqual([1, true, 0, false]);
  });
});

describe('when nobody is in the room', () => {
  test('the slot of first contact is looked for now and then, and the current one again at once', () => {
    const { choice } = choose(1, 0);
    const { absent } = choice;
    expect(
      epochs(
        choice,
        Array.from({ length: 7 }, () => absent),
      ),
    ).toEqual([1, false, 1, false, 1, true, 0, true, 1, false, 1, false, 1, true]);
  });

  test('slots that share a room are not alternated', () => {
    for (const { choice } of [choose(2, 1), choose(0, null)]) {
      const { epoch } = choice.next();
      expect(
        epochs(
          choice,
          Array.from({ length: 9 }, () => choice.absent),
        ).filter((one) => one === true),
      ).toEqual([]);
      expect(choice.next().epoch).toBe(epoch);
    }
  });

  test('it is no refusal: only both refused is an old copy, or one again after the other’s room was empty', () => {
    const { choice } = choose(1, 0);
    const { absent, refused } = choice;
    expect(epochs(choice, [absent, absent, absent, refused, refused])).toEqual([
      1,
      false,
      1,
      false,
      1,
      true,
      0,
      true,
      1,
      false,
    ]);
    expect(epochs(choice, [refused, absent, refused])).toEqual([1, true, 0, true, 1, false]);
  });
});
