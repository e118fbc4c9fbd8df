/**
 * Languages that nobody speaks, made from the catalogue, to find words that are not in it and layouts that fit English
 * only.
 */
import { compileMessage, type Token } from '../../client/ui/wording/compile.ts';

/** `long`: a third longer. `rtl`: from right to left, letter by letter, as no text in Latin script otherwise is. */
export type PseudoLocale = 'long' | 'rtl';

/** The same ICU message in that language. No letter of it is ASCII but those of arguments and their cases. */
export function toPseudo(message: string, locale: PseudoLocale): string {
  return compileMessage(message)
    .map((token) => write(token, locale))
    .join('');
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'áƀçđéƒğĥíĵķļɱñöƥǫŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÎĴĶĻṀÑÖƤǪŔŠŢÛṼŴẊÝŽ';
/** Each is one UTF-16 unit. */
const ACCENTS = new Map(Array.from(PLAIN, (letter, place) => [letter, ACCENTED.charAt(place)]));
/** German is about a third longer than English, and short words grow most. */
const GROWTH = 3;
const RIGHT_TO_LEFT_OVERRIDE = '\u202e';
const POP = '\u202c';

function write(token: Token, locale: PseudoLocale): string {
  if (token === '#') return '#';
  if (typeof token === 'string') return writeText(token, locale);
  const [name, kind, cases] = token;
  if (kind === undefined || cases === undefined) return `{${name}}`;
  const written = Object.entries(cases).map(
    ([value, tokens]) => `${value} {${tokens.map((one) => write(one, locale)).join('')}}`,
  );
  return `{${name}, ${kind}, ${written.join(' ')}}`;
}

function writeText(text: string, locale: PseudoLocale): string {
  // White space at the ends joins it to an argument.
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  if (!/\p{L}/u.test(words)) return text;
  const accented = Array.from(words, (letter) => ACCENTS.get(letter) ?? letter).join('');
  const said =
    locale === 'rtl'
      ? RIGHT_TO_LEFT_OVERRIDE + accented + POP
      : accented + ' ö'.repeat(Math.ceil(words.length / GROWTH / 2));
  return before + said + after;
}
