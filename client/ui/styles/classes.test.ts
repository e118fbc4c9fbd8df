/** Class names are strings: this holds what the components ask for and what the sheets define together. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const UI = join(import.meta.dirname, '..');
const files = readdirSync(UI, { recursive: true, encoding: 'utf8' });
const read = (file: string): string => readFileSync(join(UI, file), 'utf8');

const asked = new Map<string, Set<string>>();
const computed = new Set<string>();
for (const file of files.filter((name) => name.endsWith('.tsx'))) {
  const source = read(file);
  for (const [, local = '', path = ''] of source.matchAll(/^import (\w+) from '(.+\.module\.css)';$/gmu)) {
    const sheet = join(dirname(file), path);
    const names = asked.get(sheet) ?? new Set();
    asked.set(sheet, names);
    for (const [, name = ''] of source.matchAll(new RegExp(`\\b${local}\\['([^']+)'\\]`, 'gu'))) names.add(name);
    if (new RegExp(`\\b${local}\\[(?!')`, 'u').test(source)) computed.add(sheet);
  }
}

const sheets = files.filter((name) => name.endsWith('.module.css'));

test.each(sheets)('%s defines what is asked of it, and nothing that nobody asks for', (sheet) => {
  const defined = new Set(
    [...withoutComments(read(sheet)).matchAll(/\.([a-z][\w-]*)(?=[^;{}]*\{)/giu)].map(([, name]) => name),
  );
  const names = asked.get(sheet);
  expect(names, 'imported by a component').toBeDefined();
  for (const name of names ?? []) expect(defined).toContain(name);
  // A name made at run time comes from a union of the component's own.
  if (!computed.has(sheet)) expect([...defined].sort()).toEqual([...(names ?? [])].sort());
});

function withoutComments(css: string): string {
  return css.replaceAll(/\/\*.*?\*\//gsu, '');
}
