/** The order of the layers is checked by the build: each import against it is refused, each along it is not. */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Lints imports alone, so that the snippets need not exist as files or type-check. */
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports' || ruleId === 'no-restricted-syntax',
});

async function complaints(file: string, code: string): Promise<readonly string[]> {
  const results = await eslint.lintText(code, { filePath: resolve(ROOT, file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}

describe('refused', () => {
  test.each([
    ['client/protocol/chain.ts', '../session/ports.ts'],
    ['client/protocol/chain.ts', '../state/store.ts'],
    ['client/protocol/chain.ts', '../adapters/clock.ts'],
    ['client/protocol/chain.ts', '../../signaling/wire.ts'],
    ['client/protocol/chain.ts', '#signaling/wire'],
    ['client/protocol/chain.ts', '@noble/hashes/sha2.js'],
    ['client/protocol/chain.ts', '@scure/base'],
    ['client/protocol/chain.ts', 'node:crypto'],
    ['client/protocol/primitives.ts', '@scure/base'],
    ['client/protocol/bytes.ts', '@noble/hashes/utils.js'],
    ['client/protocol/chain.test.ts', '../session/ports.ts'],
    ['client/protocol/chain.test.ts', '@noble/hashes/sha2.js'],
    ['client/session/machine.ts', '../state/store.ts'],
    ['client/session/machine.ts', '../adapters/clock.ts'],
    ['client/session/machine.ts', 'simple-peer'],
    ['client/session/machine.test.ts', '../state/store.ts'],
    ['client/session/testing/fake-clock.ts', '../../ui/app.tsx'],
    ['client/protocol/chain.test.ts', '../adapters/memory-log.ts'],
    ['client/state/host.ts', '../ui/app.tsx'],
    ['client/state/host.ts', '../adapters/clock.ts'],
    ['client/state/host.ts', 'react'],
    ['client/adapters/clock.ts', '../ui/app.tsx'],
    ['client/adapters/clock.ts', 'socket.io-client'],
    ['client/adapters/clock.ts', 'simple-peer'],
    ['client/adapters/clock.ts', '#signaling/wire'],
    ['client/adapters/socketio-signaling.ts', '../../signaling/rooms.ts'],
    ['client/adapters/socketio-signaling.ts', 'simple-peer'],
    ['client/adapters/simple-peer-transport.ts', 'socket.io-client'],
    ['client/ui/chat/composer.tsx', '../../session/ports.ts'],
    ['client/ui/chat/composer.tsx', '../../protocol/invite.ts'],
    ['client/ui/app.tsx', '../adapters/clock.ts'],
    ['client/ui/app.tsx', '../host.tsx'],
    ['client/ui/app.tsx', 'socket.io-client'],
    ['client/helper.ts', './adapters/clock.ts'],
    ['client/helper.ts', './ui/app.tsx'],
    ['client/host.tsx', './guest.tsx'],
    ['client/host.tsx', 'simple-peer'],
    ['signaling/server.ts', '../client/protocol/bytes.ts'],
    ['signaling/server.ts', 'socket.io-client'],
    ['signaling/rooms.test.ts', '../client/protocol/bytes.ts'],
  ])('%s does not import %s', async (file, from) => {
    expect(await complaints(file, `import { x } from '${from}';\nimport type { Y } from '${from}';`)).toEqual([
      'no-restricted-imports',
      'no-restricted-imports',
    ]);
  });

  test.each([
    ['client/state/host.ts', "const later = import('../adapters/clock.ts');"],
    ['client/ui/app.tsx', "const later = import('../adapters/clock.ts');"],
    ['signaling/server.ts', "export * from './rooms.ts';"],
    ['client/state/host.ts', "export { x } from './log.ts';"],
    ['client/state/host.ts', 'export default 1;'],
    ['client/state/host.ts', 'const x = 1; export { x as default };'],
    ['client/state/host.ts', 'enum Colour { Red }'],
  ])('%s does not say %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual(['no-restricted-syntax']);
  });
});

describe('welcome', () => {
  test.each([
    ['client/protocol/primitives.ts', '@noble/hashes/sha2.js'],
    ['client/protocol/bytes.ts', '@scure/base'],
    ['client/protocol/chain.test.ts', 'fast-check'],
    ['client/protocol/chain.test.ts', '../../e2e/vectors/noise.ts'],
    ['client/session/machine.ts', '../protocol/frame.ts'],
    ['client/session/machine.test.ts', './testing/fake-clock.ts'],
    ['client/session/machine.test.ts', '../adapters/memory-log.ts'],
    ['client/state/host.ts', '../session/ports.ts'],
    ['client/adapters/simple-peer-transport.ts', 'simple-peer'],
    ['client/adapters/socketio-signaling.ts', '#signaling/wire'],
    ['client/adapters/socketio-signaling.ts', '../session/ports.ts'],
    ['client/adapters/socketio-signaling.test.ts', '../../signaling/server.ts'],
    ['client/ui/chat/composer.tsx', '../../state/view.ts'],
    ['client/ui/chat/composer.tsx', '../button.module.css'],
    ['client/host.tsx', './adapters/clock.ts'],
    ['client/host.tsx', './ui/app.tsx'],
    ['signaling/main.ts', 'node:http'],
  ])('%s imports %s', async (file, from) => {
    expect(await complaints(file, `import { x } from '${from}';`)).toEqual([]);
  });

  test('the guest page loads its chat when it is needed', async () => {
    expect(await complaints('client/guest.tsx', "const later = import('./guest-chat.ts');")).toEqual([]);
  });
});

describe('the landing page paints without the chat', () => {
  test.each(['client/protocol/invite.ts', 'client/guest.tsx'])(
    '%s loads no cryptography, no transport and no socket',
    (entry) => {
      const { files, packages } = staticImports(resolve(ROOT, entry));
      expect(files.length).toBeGreaterThan(1);
      expect(packages.filter((name) => /^(?:@noble|simple-peer|socket\.io)/.test(name))).toEqual([]);
    },
  );
});

/** Everything a file pulls in as it loads: our files relative to the root, and package specifiers. */
function staticImports(entry: string): { files: readonly string[]; packages: readonly string[] } {
  const files = new Set([entry]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const from of valueImports(file)) {
      if (!from.startsWith('.')) packages.add(from);
      else if (/\.tsx?$/.test(from)) files.add(resolve(dirname(file), from));
    }
  }
  return { files: [...files].map((file) => relative(ROOT, file)), packages: [...packages] };
}

function valueImports(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements
    .filter(ts.isImportDeclaration)
    .filter(({ importClause }) => importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    .map(({ moduleSpecifier }) => moduleSpecifier)
    .filter(ts.isStringLiteral)
    .map(({ text }) => text);
}
