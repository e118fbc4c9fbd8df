/**
 * The scripts of a name's letters, as far as names may be written in them together: one, or those that Japanese, Chinese and
 * Korean use beside Latin (UTS 39, section 5.2, "Highly Restrictive"; scripts: UAX 31, table 5). Pure.
 */

/** Its letters belong to scripts that no language writes in one word, or to one that nobody uses today. */
export function isMixed(label: string): boolean {
  return !FAMILIES.some((family) => family.test(label));
}

export function lettersOf(label: string): string {
  return label.replace(/\P{L}/gu, '');
}

const TOGETHER = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];
const ALONE =
  'Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan';

const FAMILIES = [...TOGETHER, ...ALONE.split(' ').map((script) => [script])].map(
  (scripts) =>
    new RegExp(`^[${['Common', 'Inherited', ...scripts].map((script) => `\\p{scx=${script}}`).join('')}]*$`, 'u'),
);
