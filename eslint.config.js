/**
 * Style, and the order of the layers. LAYERS is the architecture in one table; everything that imports against it fails
 * the build. `e2e/layers.test.ts` shows that it does.
 */
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Per layer: its files, the other layers it may import, the packages it may import. */
const LAYERS = {
  protocol: { files: 'client/protocol/**', layers: [], packages: [] },
  session: { files: 'client/session/**', layers: ['protocol'], packages: [] },
  state: { files: 'client/state/**', layers: ['protocol', 'session'], packages: [] },
  adapters: {
    files: 'client/adapters/**',
    layers: ['protocol', 'session', 'state'],
    packages: [],
  },
  ui: { files: 'client/ui/**', layers: ['state'], packages: ['react', 'react-dom', '@lingui/core', 'lean-qr'] },
  signaling: { files: 'signaling/**', layers: [], packages: ['node:', 'pino', 'prom-client', 'socket.io', 'valibot'] },
};

/** The composition roots: adapters, state and ui meet here and nowhere else. */
const ROOTS = [
  'client/host.tsx',
  'client/host-online.ts',
  'client/guest.tsx',
  'client/guest-chat.ts',
  'client/guest-calls.ts',
];

/** Packages that only these files may touch. */
const DOORS = {
  'client/protocol/primitives.ts': ['@noble'],
  'client/protocol/bytes.ts': ['@scure/base'],
  'client/adapters/simple-peer-transport.ts': ['simple-peer'],
  'client/adapters/socketio-signaling.ts': ['socket.io-client', '#signaling/wire'],
  'client/adapters/parse-answer.ts': ['#signaling/wire'],
  'client/adapters/database.ts': ['idb'],
  'client/adapters/argon2id.ts': ['@noble/hashes'],
  'client/adapters/pass-phrase.ts': ['@scure/bip39'],
};

const TESTS = ['**/*.test.{ts,tsx}', '**/*.contract.ts', '**/testing/**'];
const TEST_PACKAGES = ['vitest', 'fast-check', 'fake-indexeddb', 'socket.io-client', 'node:'];
/** A test may stand up what its subject talks to: the adapters that keep everything in memory, the real server. */
const TEST_LAYERS = { session: ['adapters'], state: ['adapters'], adapters: ['signaling'] };

const SYNTAX = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'No barrels: import from the file that defines it.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
];
/** `no-restricted-imports` does not see `import()`: the roots and the tests load what they like, components other components. */
const LAZY = { selector: 'ImportExpression', message: 'Only the composition roots and components load lazily.' };
const LAZY_IN_UI = {
  selector: `ImportExpression:not([source.value=/^(?:\\.|\\.\\.\\u002f(?:chat|guest|host|parts|wording\\u002fen))\\u002f[\\w-]+\\.tsx?$/])`,
  message: 'A component loads only other components and words lazily.',
};

export default defineConfig(
  { ignores: ['dist/', '.cache/', 'test-results/', 'playwright-report/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'no-unreachable': 'error', 'no-unsafe-finally': 'error' },
  },
  { files: ['client/public/*.js'], languageOptions: { globals: globals.browser } },
  { rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error' } },
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Objects here are plain data and closures: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', ...SYNTAX],
    },
  },
  {
    // The one form in which a declaration file can stand for a CommonJS module.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off', '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // Playwright names a fixture without needs `{}`.
    files: ['e2e/**/*.ts'],
    rules: { 'no-empty-pattern': 'off' },
  },
  { files: ['client/ui/**/*.{ts,tsx}', 'client/*.tsx'], extends: [reactHooks.configs.flat.recommended] },
  { files: ['client/**/*.{ts,tsx}'], ignores: TESTS, rules: { 'no-console': 'error' } },
  {
    files: ['client/**/*.{ts,tsx}'],
    ignores: [...ROOTS, ...TESTS],
    rules: { 'no-restricted-syntax': ['error', ...SYNTAX, LAZY] },
  },
  {
    files: ['client/ui/**/*.{ts,tsx}'],
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', ...SYNTAX, LAZY_IN_UI] },
  },
  {
    // The tools insist on a default export.
    files: ['**/*.config.{js,ts}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['client/*.{ts,tsx}'], ignores: [...ROOTS, 'client/vite.config.ts'], rules: allow([], []) },
  { files: ROOTS, rules: allow(['protocol', 'session', 'state', 'adapters', 'ui'], ['react', 'react-dom']) },
  ...Object.entries(LAYERS).flatMap(([name, { files, layers, packages }]) => [
    { files: [`${files}/*.{ts,tsx}`], rules: allow([name, ...layers], packages) },
    {
      files: TESTS.map((test) => `${files}/${test.replace('**/', '')}`),
      rules: allow([name, 'e2e', ...layers, ...(TEST_LAYERS[name] ?? [])], [...packages, ...TEST_PACKAGES]),
    },
  ]),
  ...Object.entries(DOORS).map(([file, own]) => {
    const { layers, packages } = Object.entries(LAYERS).find(([name]) => file.startsWith(`client/${name}/`))[1];
    return { files: [file], rules: allow([file.split('/')[1], ...layers], [...packages, ...own]) };
  }),
);

/** The rule for files that may import these layers (their own among them) and these packages, and nothing else. */
function allow(layers, packages) {
  const others = [...Object.keys(LAYERS), 'e2e'].filter((name) => !layers.includes(name));
  const roots = ROOTS.map((file) => file.replace('client/', '').replace('.', '\\.')).join('|');
  const known = packages.map((name) => (name.endsWith(':') ? name : `${name}(?:/|$)`)).join('|');
  const patterns = [
    {
      regex: `^(?:\\.{1,2}/)+(?:client/)?(?:${others.join('|')})/`,
      message: `This layer imports only: ${layers.join(', ') || 'nothing of ours'}.`,
    },
    { regex: `^(?:\\.{1,2}/)+(?:client/)?(?:${roots})$`, message: 'Nothing imports a composition root.' },
    {
      regex: `^(?!\\.{1,2}/)${known === '' ? '' : `(?!${known})`}`,
      message: `This file imports only these packages: ${packages.join(', ') || 'none'}.`,
    },
  ];
  return { 'no-restricted-imports': ['error', { patterns }] };
}
