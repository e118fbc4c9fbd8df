import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHttpHandler, readClientFiles } from './http.ts';

const SCRIPT = 'console.log("guest");'.repeat(200);

let folder: string;
let isReady = true;
const servers = new Set<ReturnType<typeof createServer>>();

beforeEach(() => {
  isReady = true;
  folder = mkdtempSync(join(tmpdir(), 'guest-chats-'));
  mkdirSync(join(folder, 'j'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>host</title>');
  writeFileSync(join(folder, 'j/index.html'), '<title>guest</title>');
  writeFileSync(join(folder, 'assets/guest-abc123.js'), SCRIPT);
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
});

afterEach(() => {
  for (const server of servers) server.close().closeAllConnections();
  servers.clear();
  rmSync(folder, { recursive: true });
});

async function serve(publicUrl: URL | null = null) {
  const server = createServer(createHttpHandler({ files: readClientFiles(folder), publicUrl, isReady: () => isReady }));
  servers.add(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return async (path: string, headers: IncomingHttpHeaders = {}, method = 'GET') => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const body = Buffer.concat(await response.toArray());
    return { status: response.statusCode, headers: response.headers, body, text: body.toString() };
  };
}

test('/ is the host page, and /j and everything below it the same guest page', async () => {
  const get = await serve();
  expect((await get('/')).text).toBe('<title>host</title>');
  expect((await get('/?from=somewhere')).text).toBe('<title>host</title>');
  for (const path of [
    '/j',
    '/j/',
    '/j?x',
    '/j/%23AQAA',
    '/j/%2523AQAA',
    '/j/a/b',
    '/j/../..',
    '/j/index.html',
    '/j//',
  ]) {
    const page = await get(path);
    expect(page.text, path).toBe('<title>guest</title>');
    expect(page.headers['x-robots-tag']).toBe('noindex');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  }
  expect((await get('/')).headers['x-robots-tag']).toBeUndefined();
  expect((await get('/')).headers['cache-control']).toBe('no-store');
});

test('hashed assets never change, and other files are kept for an hour', async () => {
  const get = await serve();
  const asset = await get('/assets/guest-abc123.js');
  expect(asset.text).toBe(SCRIPT);
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8');
  const icon = await get('/icon.svg');
  expect(icon.headers['cache-control']).toBe('public, max-age=3600');
  expect(icon.headers['content-type']).toBe('image/svg+xml');
});

test('nothing but the files of the build can be had', async () => {
  writeFileSync(join(folder, '../guest-chats-outside.txt'), 'outside');
  const get = await serve();
  writeFileSync(join(folder, 'later.txt'), 'later');
  const paths = [
    '/../guest-chats-outside.txt',
    '/assets/../../guest-chats-outside.txt',
    '/%2e%2e/guest-chats-outside.txt',
  ];
  const others = [
    '/later.txt',
    '/index.html',
    '/assets',
    '/assets/',
    '/jj',
    '/J',
    '//',
    '/assets/nothing.js',
    '/__proto__',
  ];
  for (const path of [...paths, ...others]) {
    const answer = await get(path);
    expect(answer.status, path).toBe(404);
    expect(answer.headers['cache-control']).toBe('no-store');
  }
  rmSync(join(folder, '../guest-chats-outside.txt'));
});

test('every answer carries the security headers', async () => {
  const get = await serve();
  for (const path of ['/', '/j', '/assets/guest-abc123.js', '/healthz', '/readyz', '/nothing']) {
    const { headers } = await get(path);
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy.sort(), path).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' blob:",
      "manifest-src 'self'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      // The host's page alone may name the address of a worker.
      path === '/' ? 'trusted-types guest-chats-worker' : "trusted-types 'none'",
      "worker-src 'self'",
    ]);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['permissions-policy']).toMatch(/^(?:[a-z-]+=\(\)(?:, |$))+$/);
    expect(headers['permissions-policy']).not.toContain('local-network');
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('with a public address the policy names its WebSocket origin, and https is asked for from then on', async () => {
  const secure = await (await serve(new URL('https://chat.example.org')))('/');
  expect(secure.headers['content-security-policy']).toContain("connect-src 'self' wss://chat.example.org");
  expect(secure.headers['strict-transport-security']).toBe('max-age=31536000');
  const plain = await (await serve(new URL('http://localhost:5173')))('/');
  expect(plain.headers['content-security-policy']).toContain("connect-src 'self' ws://localhost:5173");
  expect(plain.headers['strict-transport-security']).toBeUndefined();
});

test('what shrinks is sent compressed to those who take it', async () => {
  const get = await serve();
  for (const accepted of [
    'gzip',
    'br, gzip',
    'GZIP;q=0.5',
    'deflate,gzip ; q=1.0',
    'gzip;q=1, *;q=0',
    'gzip;q=0.001',
  ]) {
    const { headers, body } = await get('/assets/guest-abc123.js', { 'accept-encoding': accepted });
    expect(headers['content-encoding'], accepted).toBe('gzip');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(gunzipSync(body).toString()).toBe(SCRIPT);
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(body.length).toBeLessThan(SCRIPT.length / 2);
  }
  for (const accepted of ['', 'br', 'gzip;q=0', 'gzip; q=0.000', 'x-gzip', 'notgzip', 'gzipped']) {
    const { headers, text } = await get('/assets/guest-abc123.js', { 'accept-encoding': accepted });
    expect(headers['content-encoding'], accepted).toBeUndefined();
    expect(text).toBe(SCRIPT);
  }
  expect((await get('/icon.svg', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBeUndefined();
});

test('only GET and HEAD are answered, and HEAD without a body', async () => {
  const get = await serve();
  const head = await get('/', {}, 'HEAD');
  expect(head.status).toBe(200);
  expect(head.body).toHaveLength(0);
  expect(head.headers['content-length']).toBe('19');
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
    const refused = await get('/', {}, method);
    expect(refused.status, method).toBe(405);
    expect(refused.headers.allow).toBe('GET, HEAD');
  }
});

test('the sums of the build are text, and always asked for again', async () => {
  mkdirSync(join(folder, '.well-known'));
  writeFileSync(join(folder, '.well-known/SHA256SUMS'), 'sums');
  const { text, headers } = await (await serve())('/.well-known/SHA256SUMS');
  expect(text).toBe('sums');
  expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
});

test('alive is one thing, ready another', async () => {
  const get = await serve();
  expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 200]);
  isReady = false;
  expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 503]);
});

test('a build without a page is refused at the start', () => {
  rmSync(join(folder, 'j/index.html'));
  expect(() => readClientFiles(folder)).toThrow('internal: the client build lacks a page');
});
