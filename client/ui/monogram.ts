/**
 * A picture from a name: its first letter and one of six tints. Pure.
 */

/** What a reader calls the first letter, in upper case; '' when the name has none. */
export function toMonogram(name: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name.trim());
  return first === undefined ? '' : first.segment.toLocaleUpperCase();
}

/** Always the same for the same chat, evenly spread over the tints (FNV-1a). */
export function toTint(chatId: string): Tint {
  let hash = 0x811c9dc5;
  for (const char of chatId) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return TINTS[hash % TINTS.length] ?? 'sage';
}

export type Tint = (typeof TINTS)[number];
const TINTS = ['sage', 'clay', 'ochre', 'plum', 'slate', 'moss'] as const;
