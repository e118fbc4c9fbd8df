/**
 * Two builds of one client: `--mode host` (React) and `--mode guest` (the same components on Preact, a tenth of the size),
 * side by side in dist/client with nothing shared. The development server serves both pages on React.
 *
 * The output must run under the server's Content-Security-Policy: no inline script or style, no data: address.
 */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const ROOT = import.meta.dirname;

const PAGES = { host: 'index.html', guest: 'j/index.html' };

const PREACT = [
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react(?:-dom)?$/, replacement: 'preact/compat' },
];

/**
 * simple-peer is written for Node; of Node's parts it gets what it needs, a tenth of what its own bundle carries. Of the ways to
 * a server that socket.io brings, one is not used.
 */
export const PARTS = Object.entries({
  'readable-stream': 'simple-peer/stream.ts',
  buffer: 'simple-peer/stream.ts',
  randombytes: 'simple-peer/random-bytes.ts',
  debug: 'simple-peer/debug.ts',
  '\\./webtransport\\.js': 'socketio/webtransport.ts',
}).map(([name, file]) => ({
  find: new RegExp(`^${name}$`),
  replacement: resolve(ROOT, 'adapters', file),
}));

export default defineConfig(({ mode }) => ({
  root: ROOT,
  base: '/',
  appType: 'mpa',
  cacheDir: resolve(ROOT, '../.cache/vite'),
  plugins: [react(), guestAddress(), silentPeer()],
  // A hash of the sources, the same for everybody who builds them; `npm run verify` prints it.
  define: { 'import.meta.env.GC_BUILD_HASH': JSON.stringify(process.env['GC_BUILD_HASH'] ?? 'development') },
  resolve: { alias: mode === 'guest' ? [...PREACT, ...PARTS] : PARTS },
  server: {
    // `npm run dev` starts the signaling server on this port.
    proxy: { '^/s/?(?:\\?|$)': { target: `http://localhost:${process.env['PORT'] ?? '3000'}`, ws: true } },
  },
  worker: { format: 'es' },
  build: {
    outDir: resolve(ROOT, '../dist/client'),
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: inputOf(mode),
      // What a page needs at once in one file, not one for each set of later parts that share it: it compresses better.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
}));

/** The page to build; in development, both. */
function inputOf(mode: string): Record<string, string> {
  const pages = Object.entries(PAGES);
  const chosen = pages.filter(([name]) => name === mode);
  return Object.fromEntries((chosen.length > 0 ? chosen : pages).map(([name, page]) => [name, resolve(ROOT, page)]));
}

/** Also what it would log need not be fetched. */
function silentPeer(): Plugin {
  return {
    name: 'silent-peer',
    transform: (code, id) =>
      id.endsWith('/simple-peer/index.js') ? code.replaceAll(/^\s*this\._debug\(.*\)$/gm, '') : null,
  };
}

/** Invite links point at `/j`; some apps pass them on with the fragment percent-encoded into the path. */
function guestAddress(): Plugin {
  return {
    name: 'guest-address',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url !== undefined && /^\/j(?:\/%23[^/]*)?(?:\?|$)/.test(request.url)) request.url = '/j/';
        next();
      });
    },
  };
}
