/**
 * The one way to the catalogue. Keys and the names of their arguments are checked by the compiler.
 */
import { setupI18n } from '@lingui/core';
import { compileMessage } from './compile.ts';
import { en } from './en.ts';

export type Key = keyof typeof en;

/** The arguments a message takes, by name. */
export type Arguments<K extends Key> = ArgumentNames<(typeof en)[K]>;

/** What follows the key: nothing, or a value for every argument. */
export type Values<K extends Key, V> = [Arguments<K>] extends [never]
  ? []
  : [values: Readonly<Record<Arguments<K>, V>>];

export function t<K extends Key>(key: K, ...[values]: Values<K, string | number>): string {
  return i18n._(key, values);
}

/** Locale of the words; dates and plurals follow it. */
export const WORDING_LOCALE = 'en';

const i18n = setupI18n({ locale: WORDING_LOCALE, messages: { [WORDING_LOCALE]: { ...en } } });
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
