/**
 * ICU messages into the form @lingui/core reads. Lingui's own compiler is left out of what ships; this knows the part of the
 * syntax the catalogue uses: text, `{argument}`, `{argument, plural | select, …}` and `#`. No quoting, no formats, no offset.
 */

/** Text, an argument by name, or a choice by the argument's value. `#` alone is the number of the enclosing plural. */
export type Token = string | readonly [name: string] | readonly [name: string, kind: string, cases: Cases];
export type Cases = Readonly<Record<string, readonly Token[]>>;

/** Throws on a message that does not parse: the catalogue is ours. */
export function compileMessage(message: string): readonly Token[] {
  const cursor = { message, at: 0 };
  const tokens = readTokens(cursor, false);
  if (cursor.at < message.length) throw new Error(`internal: unbalanced brace in "${message}"`);
  return tokens;
}

interface Cursor {
  readonly message: string;
  at: number;
}

/** Reads up to the closing brace of the enclosing case, or to the end. */
function readTokens(cursor: Cursor, isInPlural: boolean): readonly Token[] {
  const tokens: Token[] = [];
  for (;;) {
    const text = readWhile(cursor, isInPlural ? /[^{}#]/u : /[^{}]/u);
    if (text !== '') tokens.push(text);
    const next = cursor.message[cursor.at];
    if (next === undefined || next === '}') return tokens;
    cursor.at += 1;
    tokens.push(next === '#' ? '#' : readArgument(cursor, isInPlural));
  }
}

function readArgument(cursor: Cursor, isInPlural: boolean): Token {
  const name = readWhile(cursor, /\w/u);
  if (name === '') throw new Error(`internal: nameless argument in "${cursor.message}"`);
  if (take(cursor) === '}') return [name];
  skipSpace(cursor);
  const kind = readWhile(cursor, /\w/u);
  if (kind !== 'plural' && kind !== 'select') throw new Error(`internal: "${kind}" in "${cursor.message}"`);
  take(cursor);
  const cases: Record<string, readonly Token[]> = {};
  for (;;) {
    skipSpace(cursor);
    const value = readWhile(cursor, /\w/u);
    if (value === '') break;
    skipSpace(cursor);
    if (take(cursor) !== '{') throw new Error(`internal: bad case in "${cursor.message}"`);
    cases[value] = readTokens(cursor, kind === 'plural' || isInPlural);
    take(cursor);
  }
  if (take(cursor) !== '}') throw new Error(`internal: bad case in "${cursor.message}"`);
  if (cases['other'] === undefined) throw new Error(`internal: no "other" in "${cursor.message}"`);
  return [name, kind, cases];
}

function readWhile(cursor: Cursor, pattern: RegExp): string {
  const start = cursor.at;
  while (cursor.at < cursor.message.length && pattern.test(cursor.message.charAt(cursor.at))) cursor.at += 1;
  return cursor.message.slice(start, cursor.at);
}

function skipSpace(cursor: Cursor): void {
  readWhile(cursor, /\s/u);
}

function take(cursor: Cursor): string {
  const char = cursor.message[cursor.at];
  if (char === undefined) throw new Error(`internal: "${cursor.message}" ends too early`);
  cursor.at += 1;
  return char;
}
