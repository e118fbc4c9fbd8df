/**
 * A password as both sides must write it before it becomes a key (GC/1 section 5). Knows no cryptography.
 *
 * The profile OpaqueString of RFC 8265, section 4.2, with a wider class of characters: those that are ignorable or need
 * a context (RFC 8264, sections 9.13 and 9.16) are taken as they are, since without them many emoji could not be typed.
 */
import { encodeUtf8 } from './bytes.ts';

/** As typed, in UTF-16 code units: normalizing takes time by the square of a run of combining marks. */
export const MAX_PASSWORD_CHARS = 1024;

/** Controls, line ends, lone surrogates, private use, and what Unicode has not assigned. */
const REFUSED = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;

/** Null for a password that cannot be: empty, too long, or with a character that is refused. @returns PRS, UTF-8 */
export function preparePassword(text: string): Uint8Array | null {
  if (text === '' || text.length > MAX_PASSWORD_CHARS || REFUSED.test(text)) return null;
  return encodeUtf8(text.replace(/\p{Zs}/gu, ' ').normalize('NFC'));
}
