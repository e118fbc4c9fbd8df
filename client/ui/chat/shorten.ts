/** The beginning of a long text: to lay out all of many long ones would take a page's memory, and nobody reads them at once. */

/** Well over a screen. */
const MAX_CHARS = 1_500;
const SHOWN_CHARS = 500;
/** A word this long is cut; an address seldom is. */
const WORD_CHARS = 250;

/** @returns null for a text that is shown whole */
export function shorten(text: string): string | null {
  if (text.length <= MAX_CHARS) return null;
  const beginning = text.slice(0, SHOWN_CHARS);
  const lastSpace = beginning.search(/\s\S*$/);
  if (lastSpace > SHOWN_CHARS - WORD_CHARS) return `${beginning.slice(0, lastSpace)}…`;
  // No half of a surrogate pair.
  return `${beginning.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
