/**
 * The environment, read once into a frozen Config; nothing else reads process.env. It must not know what the settings are
 * used for. A message names the variable, what is wrong and an example; it never repeats a value, which may be a secret.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const EXAMPLES = {
  PORT: '3000',
  GC_HOST: '0.0.0.0',
  GC_PUBLIC_URL: 'https://chat.example.org',
  GC_STUN_URLS: 'stun:turn.example.org:3478',
  GC_TURN_URLS: 'turn:turn.example.org:3478,turns:turn.example.org:443?transport=tcp',
  GC_TURN_SECRET: 'the static-auth-secret of coturn',
  GC_TURN_SECRET_FILE: '/run/secrets/turn',
  GC_MAX_ROOMS: '200000',
  GC_DRAIN_SECONDS: '10',
  GC_TLS_CERT_FILE: '/etc/guest-chats/cert.pem',
  GC_TLS_KEY_FILE: '/etc/guest-chats/key.pem',
};

const Settings = v.object({
  PORT: v.optional(whole(0, 65_535), '3000'),
  GC_HOST: v.optional(v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'is not a host name or address')), '127.0.0.1'),
  GC_PUBLIC_URL: v.optional(
    v.pipe(v.string(), v.transform(toOrigin), v.instance(URL, 'is not an http or https origin')),
  ),
  GC_STUN_URLS: v.optional(list(/^stuns?:[\w.:[\]-]+$/), ''),
  GC_TURN_URLS: v.optional(list(/^turns?:[\w.:[\]-]+(?:\?transport=(?:udp|tcp))?$/), ''),
  GC_TURN_SECRET: v.optional(v.string()),
  GC_TURN_SECRET_FILE: v.optional(contents()),
  GC_MAX_ROOMS: v.optional(whole(1, 10_000_000), '200000'),
  GC_DRAIN_SECONDS: v.optional(whole(0, 600), '2'),
  GC_TLS_CERT_FILE: v.optional(contents()),
  GC_TLS_KEY_FILE: v.optional(contents()),
} satisfies Record<keyof typeof EXAMPLES, unknown>);

export type Config = ReturnType<typeof loadConfig>;

/** Mistakes of the operator, a line of the message for each. */
export class ConfigError extends Error {}

/** An empty variable counts as unset. Throws ConfigError. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>) {
  const given = Object.entries(environment).filter(([name, value]) => /^(?:PORT$|GC_)/.test(name) && value !== '');
  const result = v.safeParse(Settings, Object.fromEntries(given));
  const problems = given.flatMap(([name]) => (Object.hasOwn(EXAMPLES, name) ? [] : [toUnknown(name)]));
  for (const issue of result.issues ?? []) problems.push(toProblem(v.getDotPath(issue), issue.message));
  if (problems.length > 0 || !result.success) throw new ConfigError(problems.join('\n'));

  const { GC_TURN_URLS: urls, GC_TURN_SECRET: plain, GC_TURN_SECRET_FILE: file, ...settings } = result.output;
  const { GC_TLS_CERT_FILE: cert, GC_TLS_KEY_FILE: key } = settings;
  const secret = plain ?? file;
  if (plain !== undefined && file !== undefined) fail('GC_TURN_SECRET_FILE', 'is set beside GC_TURN_SECRET; keep one');
  if (urls.length > 0 && secret === undefined) fail('GC_TURN_SECRET_FILE', 'is missing beside GC_TURN_URLS');
  if (urls.length === 0 && secret !== undefined) fail('GC_TURN_URLS', 'is missing beside the secret');
  if (cert === undefined && key !== undefined) fail('GC_TLS_CERT_FILE', 'is missing beside GC_TLS_KEY_FILE');
  if (cert !== undefined && key === undefined) fail('GC_TLS_KEY_FILE', 'is missing beside GC_TLS_CERT_FILE');
  return Object.freeze({
    /** 0: any free port. */
    port: settings.PORT,
    host: settings.GC_HOST,
    /** The origin that people see, when it is not the one the server listens on. */
    publicUrl: settings.GC_PUBLIC_URL ?? null,
    stunUrls: settings.GC_STUN_URLS,
    turn: secret === undefined ? null : { urls, secret },
    maxRooms: settings.GC_MAX_ROOMS,
    /** Over how long a server that ends spreads its goodbyes. */
    drainSeconds: settings.GC_DRAIN_SECONDS,
    /** PEM texts; with them the server itself speaks https. */
    tls: cert === undefined || key === undefined ? null : { cert, key },
  });
}

function whole(min: number, max: number) {
  const isInRange = (digits: string) => /^\d{1,9}$/.test(digits) && Number(digits) >= min && Number(digits) <= max;
  return v.pipe(v.string(), v.check(isInRange, `is not a whole number from ${min} to ${max}`), v.transform(Number));
}

function list(pattern: RegExp) {
  const toUrls = (value: string) => (value === '' ? [] : value.split(',').map((url) => url.trim()));
  const isList = (urls: string[]) => urls.every((url) => pattern.test(url));
  return v.pipe(
    v.string(),
    v.transform(toUrls),
    v.check(isList, 'is not a list of such addresses with commas between'),
  );
}

/** The text in the file that the variable names. */
function contents() {
  return v.pipe(v.string(), v.transform(readText), v.string('names a file that is empty or cannot be read'));
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch {
    return null;
  }
}

function toOrigin(value: string): URL | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url !== null && /^https?:/.test(url.origin) && url.href === `${url.origin}/` ? url : null;
}

function fail(name: keyof typeof EXAMPLES, what: string): never {
  throw new ConfigError(toProblem(name, what));
}

function toProblem(name: string | null, what: string): string {
  const example = Object.entries(EXAMPLES).find(([known]) => known === name)?.[1] ?? '';
  return `${name ?? ''} ${what}, for example ${name ?? ''}=${example}`;
}

/** The nearest name is the one that shares most pairs of neighbouring letters, and of those the shortest. */
function toUnknown(name: string): string {
  const pairs = Array.from(name, (_, at) => name.slice(at, at + 2));
  const score = (known: string) => pairs.filter((pair) => known.includes(pair)).length - known.length / 100;
  const [nearest] = Object.entries(EXAMPLES).toSorted(([left], [right]) => score(right) - score(left));
  return `${name} is not a setting. Did you mean ${nearest?.join('=') ?? ''}?`;
}
