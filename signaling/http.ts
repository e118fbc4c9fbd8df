/**
 * The two pages, their assets and the health checks, under the headers that keep foreign code out. Everything is read at
 * the start, so no request can reach the file system. It must not know rooms; invites are in fragments it never sees.
 */
import { readFileSync, readdirSync } from 'node:fs';
import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** By URL path; the pages are at `/` and `/j`. `gzipped` is null when it would save little. */
export type ClientFiles = ReadonlyMap<string, { headers: OutgoingHttpHeaders; body: Buffer; gzipped: Buffer | null }>;

const TYPES: Readonly<Record<string, string>> = {
  // SHA256SUMS, the only file of the build without an extension.
  '': 'text/plain; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** All that a browser could lend to a page and these never ask for. */
const REFUSED_FEATURES =
  'accelerometer autoplay camera display-capture encrypted-media fullscreen gamepad geolocation gyroscope hid ' +
  'idle-detection local-fonts magnetometer microphone midi payment picture-in-picture publickey-credentials-create ' +
  'publickey-credentials-get screen-wake-lock serial storage-access usb window-management xr-spatial-tracking';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; worker-src 'self'; " +
  "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; connect-src 'self'";

const PLAIN = { 'Content-Type': TYPES[''], 'Cache-Control': 'no-store', Allow: 'GET, HEAD' };

/** Reads the output of the client build, a few hundred kilobytes. Throws when a page is missing. */
export function readClientFiles(directory: string): ClientFiles {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => {
    const path = `/${relative(directory, join(parentPath, name)).split(sep).join('/')}`;
    const body = readFileSync(join(parentPath, name));
    const smaller = gzipSync(body, { level: 9 });
    const gzipped = smaller.length < body.length * 0.9 ? smaller : null;
    return [path.replace(/\/?index\.html$/, '') || '/', { headers: toFileHeaders(path), body, gzipped }] as const;
  });
  const found = new Map(files);
  if (!found.has('/') || !found.has('/j')) throw new Error('internal: the client build lacks a page');
  return found;
}

interface HttpOptions {
  readonly files: ClientFiles;
  readonly publicUrl: URL | null;
  /** Whether a load balancer should send more people here. */
  readonly isReady: () => boolean;
}

export function createHttpHandler({ files, publicUrl, isReady }: HttpOptions): RequestListener {
  const security = toSecurityHeaders(publicUrl, "'none'");
  // The host's page starts a worker, whose address must come from a policy. Nothing else may have one.
  const hostSecurity = toSecurityHeaders(publicUrl, 'guest-chats-worker');
  return ({ method, url = '', headers: { 'accept-encoding': accepted } }, response) => {
    const path = url.replace(/\?.*$/s, '');
    const answer = (status: number, headers: OutgoingHttpHeaders, body: Buffer | string) => {
      const forPath = path === '/' ? hostSecurity : security;
      response.writeHead(status, { ...forPath, ...headers, 'Content-Length': Buffer.byteLength(body) });
      response.end(method === 'HEAD' ? undefined : body);
    };
    const say = (status: number, text: string) => answer(status, PLAIN, text);

    // Some apps pass a link on with its fragment percent-encoded into the path; the page repairs it.
    const file = files.get(path.startsWith('/j/') ? '/j' : path);
    if (method !== 'GET' && method !== 'HEAD') say(405, 'Not allowed\n');
    else if (path === '/healthz') say(200, 'ok\n');
    else if (path === '/readyz') say(isReady() ? 200 : 503, isReady() ? 'ready\n' : 'draining\n');
    else if (file === undefined) say(404, 'Not found\n');
    else if (file.gzipped === null || !acceptsGzip(String(accepted))) answer(200, file.headers, file.body);
    else answer(200, { ...file.headers, 'Content-Encoding': 'gzip' }, file.gzipped);
  };
}

function toFileHeaders(path: string): OutgoingHttpHeaders {
  const keep = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
  const isFresh = path.endsWith('.html') || path.startsWith('/.well-known/');
  return {
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Cache-Control': isFresh ? 'no-store' : keep,
    Vary: 'Accept-Encoding',
    ...(path === '/j/index.html' ? { 'X-Robots-Tag': 'noindex' } : {}),
  };
}

function toSecurityHeaders(publicUrl: URL | null, trustedTypes: string): OutgoingHttpHeaders {
  // Older browsers do not take 'self' to cover WebSockets.
  const socket = publicUrl === null ? '' : ` ${publicUrl.origin.replace('http', 'ws')}`;
  return {
    'Content-Security-Policy': `${POLICY}${socket}; trusted-types ${trustedTypes}`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': REFUSED_FEATURES.replaceAll(/\S+/g, '$&=()').replaceAll(' ', ', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(publicUrl?.protocol === 'https:' ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}

/** RFC 9110 section 12.5.3, as far as browsers use it: listed, and not with a weight of zero. */
function acceptsGzip(accepted: string): boolean {
  return /(?:^|[\s,])gzip\s*(?:$|,|;\s*q=(?:1|0?\.0*[1-9]))/i.test(accepted);
}
