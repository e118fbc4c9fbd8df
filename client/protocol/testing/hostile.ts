/** What the tests of every decoder share: spoiled bytes, and the one error allowed. */
import { expect } from 'vitest';
import { ProtocolError, type ProtocolErrorCode } from '../errors.ts';

/** A copy with one bit of one byte turned. */
export function flip(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.map((byte, at) => (at === index ? byte ^ (1 << (index % 8)) : byte));
}

/** Copies that are shorter by one byte, by half, by all, and longer by one. */
export function wrongLengths(bytes: Uint8Array): readonly Uint8Array[] {
  const longer = new Uint8Array(bytes.length + 1);
  longer.set(bytes);
  return [bytes.slice(0, -1), bytes.slice(1), bytes.slice(0, bytes.length / 2), new Uint8Array(0), longer];
}

/** @returns the code of the ProtocolError; any other error, and none at all, fails the test */
export function refusal(work: () => unknown): ProtocolErrorCode {
  const error = caught(work);
  if (!(error instanceof ProtocolError)) expect.fail(`expected a ProtocolError, got ${String(error)}`);
  return error.code;
}

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return 'no error';
}
