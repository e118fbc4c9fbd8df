/**
 * The safety number (GC/1 section 10): what two people compare to see that nobody replaced the link.
 * Knows no chat and no screen.
 */
import { concatBytes, fromBase64Url } from './bytes.ts';
import type { RoomId } from './invite-keys.ts';
import { label } from './label.ts';
import { sha512 } from './primitives.ts';

export const SAFETY_NUMBER_DIGITS = 60;

const GROUP_DIGITS = 5;
/** Bytes of the hash that give one group. */
const GROUP_BYTES = 5;
/** Each try at a pair of keys with a wanted number costs a forger this many hashes. */
const ITERATIONS = 5200;

/** @returns 60 digits, the same on both sides. Takes some ten milliseconds. @param hostPublicKey 32 bytes, like the guest's */
export function computeSafetyNumber(
  inviteRoomId: RoomId,
  hostPublicKey: Uint8Array,
  guestPublicKey: Uint8Array,
): string {
  const roomId = fromBase64Url(inviteRoomId);
  if (roomId === null) throw new Error('internal: malformed room id');
  const keys = concatBytes(hostPublicKey, guestPublicKey);
  let digest = concatBytes(label('safety'), roomId, keys);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) digest = sha512(concatBytes(digest, keys));
  const groups = Array.from({ length: SAFETY_NUMBER_DIGITS / GROUP_DIGITS }, (_, index) =>
    digest.slice(index * GROUP_BYTES, (index + 1) * GROUP_BYTES),
  );
  return groups.map(toGroup).join('');
}

/** Null for everything but 60 digits, with or without white space between them. @returns the digits alone */
export function parseSafetyNumber(pasted: string): string | null {
  const digits = pasted.replace(/\s/g, '');
  return new RegExp(`^[0-9]{${SAFETY_NUMBER_DIGITS}}$`).test(digits) ? digits : null;
}

/** For people: 12 groups of five digits with a space between. */
export function formatSafetyNumber(digits: string): string {
  return digits.replace(/\d{5}(?=\d)/g, '$& ');
}

/** Five bytes, big-endian, modulo 100000. */
function toGroup(bytes: Uint8Array): string {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return String(value % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, '0');
}
