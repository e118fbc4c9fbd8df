/**
 * Sentences with something in them that is not plain text: a name in its own direction, a time that must not wrap.
 */
import { Fragment, type ReactNode } from 'react';
import { t, type Arguments, type Key } from './t.ts';

/** Like `t`, with elements for values. User text never passes through the catalogue here, only through the tree. */
export function rich<K extends Key>(key: K, values: Readonly<Record<Arguments<K>, ReactNode>>): ReactNode {
  const names = Object.keys(values);
  const nodes = new Map<string, ReactNode>(Object.entries(values));
  // A choice such as `known` must reach the catalogue as it is; everything else travels as a marker.
  const markers = Object.fromEntries(
    names.map((name, index) => [name, name === 'known' ? nodes.get(name) : OPEN + String(index) + CLOSE]),
  );
  // One marker or value for every argument, built from the arguments themselves.
  const sentence = (t as (key: Key, values: unknown) => string)(key, markers);
  return sentence.split(MARKER).map((part, index) => {
    const name = index % 2 === 1 ? names[Number(part)] : undefined;
    return <Fragment key={index}>{name === undefined ? part : nodes.get(name)}</Fragment>;
  });
}

/** A person's name inside a sentence, and whether there is one, as the catalogue's `{known, select, yes …}` wants it. */
export function toPerson(name: string): Person {
  return { known: name === '' ? 'no' : 'yes', name: <bdi>{name}</bdi> };
}

export interface Person {
  readonly known: 'yes' | 'no';
  readonly name: ReactNode;
}

/** Private-use characters: no sentence of the catalogue holds them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARKER = /\uE000(\d+)\uE001/u;
