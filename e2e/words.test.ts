/** A page carries only some of the words: none may be missing that something on it says. */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { chat } from '../client/ui/wording/en/chat.ts';
import { chatDialogs } from '../client/ui/wording/en/chat-dialogs.ts';
import { common } from '../client/ui/wording/en/common.ts';
import { failures } from '../client/ui/wording/en/failures.ts';
import { guest } from '../client/ui/wording/en/guest.ts';
import { host } from '../client/ui/wording/en/host.ts';
import { hostScreens } from '../client/ui/wording/en/host-screens.ts';

const ROOT = resolve(import.meta.dirname, '..');
const CATALOGUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  chat,
  'chat-dialogs': chatDialogs,
  common,
  failures,
  guest,
  host,
  'host-screens': hostScreens,
};
const EVERY_KEY = Object.values(CATALOGUES).flatMap((words) => Object.keys(words));

test.each([
  ['client/host.tsx', ['chat', 'chat-dialogs', 'common', 'failures', 'host', 'host-screens']],
  ['client/guest.tsx', ['chat', 'chat-dialogs', 'common', 'failures', 'guest']],
])('%s carries the words it says, and no others', (root, expected) => {
  const files = reachable(resolve(ROOT, root), true);
  expect(cataloguesOf(files)).toEqual(expected);
  expect(missingWords(files)).toEqual([]);
});

test.each(['guest', 'host'])(
  'what the %s sees first says only words that are there, and not those of a chat',
  (page) => {
    const files = reachable(resolve(ROOT, `client/${page}.tsx`), false);
    expect(cataloguesOf(files)).toEqual(page === 'guest' ? ['common', 'failures', 'guest'] : ['common', 'host']);
    expect(missingWords(files)).toEqual([]);
  },
);

test('a chat carries the words it says, and not those of its dialogs', () => {
  const files = ['client/guest.tsx', 'client/guest-chat.ts'].flatMap((root) => reachable(resolve(ROOT, root), false));
  expect(cataloguesOf(files)).toEqual(['chat', 'common', 'failures', 'guest']);
  expect(missingWords(files)).toEqual([]);
});

function cataloguesOf(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => /wording\/en\/([\w-]+)\.ts$/.exec(file)?.slice(1) ?? []).sort();
}

/** As `file: key`. */
function missingWords(files: readonly string[]): readonly string[] {
  const here = cataloguesOf(files).flatMap((name) => Object.keys(CATALOGUES[name] ?? {}));
  return files
    .filter((file) => !/wording\/en\//.test(file))
    .flatMap((file) => wordsIn(file).flatMap((key) => (here.includes(key) ? [] : [`${relative(ROOT, file)}: ${key}`])));
}

/** All keys a file can name: its strings that are one, and those that its templates can become. */
function wordsIn(file: string): readonly string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && EVERY_KEY.includes(node.text)) found.add(node.text);
    if (ts.isTemplateExpression(node) && /^\w+\./.test(node.head.text)) {
      const pattern = new RegExp(
        `^${[node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text.replaceAll('.', '\\.')).join('[\\w-]+')}$`,
      );
      for (const key of EVERY_KEY.filter((one) => pattern.test(one))) found.add(key);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return [...found];
}

/** A file, and all of ours that it loads: at once, or also later. */
function reachable(entry: string, alsoLater: boolean): readonly string[] {
  const files = new Set([entry]);
  for (const file of files) {
    for (const from of imports(parse(file), alsoLater)) {
      if (/^\..*\.tsx?$/.test(from)) files.add(resolve(dirname(file), from));
    }
  }
  return [...files];
}

function imports(source: ts.SourceFile, alsoLater: boolean): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isType = ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    if (ts.isImportDeclaration(node) && !isType && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push(node.moduleSpecifier.text);
    }
    if (alsoLater && ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      for (const argument of node.arguments) if (ts.isStringLiteral(argument)) found.push(argument.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}
