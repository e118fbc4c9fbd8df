/**
 * The environment, read once into a frozen Config; nothing else reads process.env. It must not know what the settings are
 * used for. A message names the variable, what is wrong and an example; it never repeats a value, which may be a secret.
 */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import * as v from 'valibot';
import type { Terms } from './budget.ts';

const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;
const TURN = /^turns?:[\w.:[\]-]+(?:\?transport=(?:udp|tcp))?$/;
const LOCAL = /^(?:$|localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[)|\.(?:local|lan)$/;
const CONTACT = /^(?:mailto:[\w.+-]{1,64}@[a-z\d.-]{1,120}|https:\/\/[\w-][^\s@]{0,190})$/i;
const NO_LIST = 'is not a list of such addresses with commas between';

/** An example for each, and what it must be. */
const SETTINGS = {
  PORT: ['3000', v.optional(whole(0, 65_535), '3000')],
  GC_HOST: ['0.0.0.0', v.optional(v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'is not a host or address')), '127.0.0.1')],
  GC_PUBLIC_URL: ['https://chat.example.org', v.optional(origin())],
  GC_STUN_URLS: ['stun:turn.example.org:3478', v.optional(list(/^stuns?:[\w.:[\]-]+$/), '')],
  GC_TURN_URLS: ['turn:turn.example.org:3478,turns:turn.example.org:443?transport=tcp', v.optional(list(TURN), '')],
  GC_TURN_SECRET: ['the static-auth-secret of coturn', v.optional(v.string())],
  GC_TURN_SECRET_FILE: ['/run/secrets/turn', v.optional(contents())],
  GC_ABUSE_CONTACT: ['abuse@example.org', v.optional(contact())],
  GC_TRUSTED_PROXIES: ['127.0.0.1,10.0.0.0/8', v.optional(v.pipe(list(/./), v.everyItem(isNetwork, NO_LIST)), '')],
  GC_MAX_ROOMS: ['200000', v.optional(whole(1, 10_000_000), '200000')],
  GC_MAX_CONNECTIONS: ['25000', v.optional(whole(1, 1_000_000), '25000')],
  GC_ADDRESS_CONNECTIONS: ['256', v.optional(whole(1, 1_000_000), '256')],
  GC_CONNECT_BUDGET: ['300+4/s', v.optional(budget(), '300+4/s')],
  GC_OPEN_BUDGET: ['1000+1/s', v.optional(budget(), '1000+1/s')],
  GC_JOIN_BUDGET: ['120+4/s', v.optional(budget(), '120+4/s')],
  GC_ROOM_JOIN_BUDGET: ['30+1/s', v.optional(budget(), '30+1/s')],
  GC_DRAIN_SECONDS: ['10', v.optional(whole(0, 600), '2')],
  GC_ADMIN_PORT: ['9464', v.optional(whole(0, 65_535))],
  GC_LOG_LEVEL: ['info', v.optional(v.picklist(LOG_LEVELS, `is not one of ${LOG_LEVELS.join(', ')}`), 'warn')],
  GC_TLS_CERT_FILE: ['/etc/guest-chats/cert.pem', v.optional(contents())],
  GC_TLS_KEY_FILE: ['/etc/guest-chats/key.pem', v.optional(contents())],
} satisfies Record<string, [string, v.GenericSchema<string | undefined, unknown>]>;

export type Config = ReturnType<typeof loadConfig>;

/** Mistakes of the operator, a line of the message for each. */
export class ConfigError extends Error {}

/** An empty variable counts as unset. Throws ConfigError. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>) {
  const given = Object.entries(environment).filter(([name, value]) => /^(?:PORT$|GC_)/.test(name) && value !== '');
  const result = v.safeParse(v.object(toSchemas(SETTINGS)), Object.fromEntries(given));
  const problems = given.flatMap(([name]) => (Object.hasOwn(SETTINGS, name) ? [] : [toUnknown(name)]));
  for (const issue of result.issues ?? []) problems.push(toProblem(v.getDotPath(issue), issue.message));
  if (problems.length > 0 || !result.success) throw new ConfigError(problems.join('\n'));

  const { GC_TURN_URLS: urls, GC_TURN_SECRET: plain, GC_TURN_SECRET_FILE: file, ...settings } = result.output;
  const { GC_TLS_CERT_FILE: cert, GC_TLS_KEY_FILE: key, GC_PUBLIC_URL: publicUrl, GC_STUN_URLS: stunUrls } = settings;
  const secret = plain ?? file;
  if (plain !== undefined && file !== undefined) fail('GC_TURN_SECRET_FILE', 'is set beside GC_TURN_SECRET; keep one');
  if (urls.length > 0 && secret === undefined) fail('GC_TURN_SECRET_FILE', 'is missing beside GC_TURN_URLS');
  if (urls.length === 0 && secret !== undefined) fail('GC_TURN_URLS', 'is missing beside the secret');
  const isProduction = environment['NODE_ENV'] === 'production';
  if (isProduction && publicUrl === undefined) fail('GC_PUBLIC_URL', 'is missing, and NODE_ENV is production');
  if (cert === undefined && key !== undefined) fail('GC_TLS_CERT_FILE', 'is missing beside GC_TLS_KEY_FILE');
  if (cert !== undefined && key === undefined) fail('GC_TLS_KEY_FILE', 'is missing beside GC_TLS_CERT_FILE');
  return Object.freeze({
    /** 0: any free port. */
    port: settings.PORT,
    host: settings.GC_HOST,
    /** The origin that people see, when it is not the one the server listens on. */
    publicUrl: publicUrl ?? null,
    /** Where people report misuse: a mailto or https URL. */
    abuseContact: settings.GC_ABUSE_CONTACT ?? null,
    stunUrls,
    turn: secret === undefined ? null : { urls, secret },
    /** Public, and without STUN and TURN: it connects people on one network only. */
    isNearbyOnly: !LOCAL.test(publicUrl?.hostname ?? '') && stunUrls.length + urls.length === 0,
    /** Whose X-Forwarded-For is believed: addresses and networks. */
    trustedProxies: settings.GC_TRUSTED_PROXIES,
    maxRooms: settings.GC_MAX_ROOMS,
    /** TCP connections of the whole process. */
    maxConnections: settings.GC_MAX_CONNECTIONS,
    limits: {
      /** Connections of one address at the same time. */
      addressConnections: settings.GC_ADDRESS_CONNECTIONS,
      /** New connections, new rooms and joins of one address. */
      connects: settings.GC_CONNECT_BUDGET,
      opens: settings.GC_OPEN_BUDGET,
      joins: settings.GC_JOIN_BUDGET,
      /** Joins of one room, whoever asks. */
      roomJoins: settings.GC_ROOM_JOIN_BUDGET,
    },
    /** Over how long a server that ends spreads its goodbyes. */
    drainSeconds: settings.GC_DRAIN_SECONDS,
    /** Where the loopback interface has the metrics. Null: nowhere. 0: any free port. */
    adminPort: settings.GC_ADMIN_PORT ?? null,
    logLevel: settings.GC_LOG_LEVEL,
    /** PEM texts; with them the server itself speaks https. */
    tls: cert === undefined || key === undefined ? null : { cert, key },
  });
}

function whole(min: number, max: number) {
  const isInRange = (digits: string) => /^\d{1,9}$/.test(digits) && Number(digits) >= min && Number(digits) <= max;
  return v.pipe(v.string(), v.check(isInRange, `is not a whole number from ${min} to ${max}`), v.transform(Number));
}

function list(pattern: RegExp) {
  const toItems = (value: string) => (value === '' ? [] : value.split(',').map((item) => item.trim()));
  const isListed = (item: string) => pattern.test(item);
  return v.pipe(v.string(), v.transform(toItems), v.everyItem(isListed, NO_LIST));
}

/** An address, or a network in CIDR notation. */
function isNetwork(text: string): boolean {
  const [address = '', prefix = '0', ...more] = text.split('/');
  const maxPrefix = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= maxPrefix && more.length === 0;
}

/** `300+4/s`: 300 at once, and another 4 each second. */
function budget() {
  const toTerms = (value: string): Terms | null => {
    const [, burst = '', perSecond = ''] = /^([1-9]\d{0,8})\+(\d{1,6}(?:\.\d{1,3})?)\/s$/.exec(value) ?? [];
    return Number(perSecond) > 0 ? { burst: Number(burst), perSecond: Number(perSecond) } : null;
  };
  return v.pipe(v.string(), v.transform(toTerms), v.custom<Terms>(Boolean, 'is not a number at once and one a second'));
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

function origin() {
  const toOrigin = (value: string): URL | null => {
    const url = URL.canParse(value) ? new URL(value) : null;
    return url !== null && /^https?:/.test(url.origin) && url.href === `${url.origin}/` ? url : null;
  };
  return v.pipe(v.string(), v.transform(toOrigin), v.instance(URL, 'is not an http or https origin'));
}

/** A mail address or the https URL of a page, as the URL for a link. */
function contact() {
  const toUrl = (value: string) => (value.includes(':') ? value : `mailto:${value}`);
  return v.pipe(v.string(), v.transform(toUrl), v.regex(CONTACT, 'is no mail address or short https URL'));
}

function toSchemas<T extends Record<string, [string, unknown]>>(settings: T) {
  // The same keys, each with the second half of its pair.
  return Object.fromEntries(Object.entries(settings).map(([name, [, schema]]) => [name, schema])) as {
    readonly [Name in keyof T]: T[Name][1];
  };
}

function fail(name: keyof typeof SETTINGS, what: string): never {
  throw new ConfigError(toProblem(name, what));
}

function toProblem(name: string | null, what: string): string {
  const example = Object.entries(SETTINGS).find(([known]) => known === name)?.[1][0] ?? '';
  return `${name ?? ''} ${what}, for example ${name ?? ''}=${example}`;
}

/** The nearest name shares most pairs of neighbouring letters, as a part of all that the two have (Dice). */
function toUnknown(name: string): string {
  const pairs = Array.from(name, (_, at) => name.slice(at, at + 2));
  const score = (known: string) => pairs.filter((pair) => known.includes(pair)).length / (name.length + known.length);
  const [nearest] = Object.entries(SETTINGS).toSorted(([left], [right]) => score(right) - score(left));
  return `${name} is not a setting. Did you mean ${nearest?.[0] ?? ''}=${nearest?.[1][0] ?? ''}?`;
}
