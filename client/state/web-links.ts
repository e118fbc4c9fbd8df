/**
 * Web and mail addresses within a text, where they are written with their scheme: a name with a dot in it is no link, and
 * no other scheme ever is one. Pure; where an address leads is `link-risk.ts`.
 */

export interface TextPart {
  readonly is: 'text' | 'link';
  readonly text: string;
}

/** All of the text, in order: joined, the parts are the text again. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const link = trimEnd(match[0]);
    if (!hasSubstance(link)) continue;
    if (match.index > from) parts.push({ is: 'text', text: text.slice(from, match.index) });
    parts.push({ is: 'link', text: link });
    from = match.index + link.length;
  }
  if (from < text.length) parts.push({ is: 'text', text: text.slice(from) });
  return parts;
}

/** Up to the next space, quotation mark or angle bracket, as RFC 3986, appendix C wraps addresses in. */
const ADDRESS = /(?<![\p{L}\p{N}_])(?:https?:\/\/|mailto:)[^\s<>"“”„«»]+/giu;

function hasSubstance(link: string): boolean {
  return /^mailto:/i.test(link) ? /[^:]@[^@]/u.test(link) : /^https?:\/\/.*[\p{L}\p{N}]/iu.test(link);
}

/** Without the sentence's own signs at its end, and without brackets that were opened before the address. */
function trimEnd(address: string): string {
  const surplus = new Map(Object.entries(OPENING).map(([closing, opening]) => [closing, -count(address, opening)]));
  for (const closing of surplus.keys()) surplus.set(closing, (surplus.get(closing) ?? 0) + count(address, closing));
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const unopened = surplus.get(last);
    if (unopened === undefined ? !SENTENCE_SIGNS.includes(last) : unopened <= 0) break;
    if (unopened !== undefined) surplus.set(last, unopened - 1);
  }
  return address.slice(0, end);
}

const OPENING = { ')': '(', ']': '[', '}': '{', '）': '（', '】': '【', '」': '「', '》': '《' } as const;
const SENTENCE_SIGNS = ".,:;!?'’‘…*_~|。、，！？；：";

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
