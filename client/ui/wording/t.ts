/**
 * The one way to the catalogue. Keys and the names of their arguments are checked by the compiler; the words themselves are
 * added by the composition roots, so that no page carries another one's.
 */
import { setupI18n } from '@lingui/core';
import { compileMessage } from './compile.ts';
import type { en } from './en.ts';

export type Key = keyof typeof en;

/** The arguments a message takes, by name. */
export type Arguments<K extends Key> = ArgumentNames<(typeof en)[K]>;

/** What follows the key: nothing, or a value for every argument. */
export type Values<K extends Key, V> = [Arguments<K>] extends [never]
  ? []
  : [values: Readonly<Record<Arguments<K>, V>>];

export function t<K extends Key>(key: K, ...[values]: Values<K, string | number>): string {
  if (!Object.hasOwn(i18n.messages, key)) throw new Error(`internal: no words for ${key} on this page`);
  return i18n._(key, values);
}

/** What is not added before it is needed is missing: `e2e/words.test.ts` sees to it. */
export function addWords(...parts: readonly Readonly<Partial<Record<Key, string>>>[]): void {
  for (const part of parts) i18n.load(WORDING_LOCALE, { ...part });
}

/** Locale of the words; dates and plurals follow it. */
export const WORDING_LOCALE = 'en';

const i18n = setupI18n({ locale: WORDING_LOCALE });
const compiled = new Map<string, ReturnType<Compiler>>();
type Compiler = Parameters<typeof i18n.setMessagesCompiler>[0];

i18n.setMessagesCompiler((message) => {
  let tokens = compiled.get(message);
  // Lingui's type of a compiled message is mutable, and its values are never changed.
  tokens ??= compileMessage(message) as ReturnType<Compiler>;
  compiled.set(message, tokens);
  return tokens;
});

/** `{name` opens an argument; what else follows a brace is the text of a case, which has a space, `#` or brace in it. */
type ArgumentNames<S extends string> = S extends `${string}{${infer Rest}` ? NameIn<Rest> | ArgumentNames<Rest> : never;
type NameIn<S extends string> = S extends `${infer Inside}}${string}` ? IsName<Before<Inside, ','>> : never;
type Before<S extends string, C extends string> = S extends `${infer Head}${C}${string}` ? Head : S;
type IsName<S extends string> = S extends `${string}${' ' | '#' | '{'}${string}` ? never : S;
