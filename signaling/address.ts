/**
 * Whose connection this is: the address behind trusted proxies, and what stands for it in memory. It must not know what
 * the answer is used for; an address leaves this file only as an HMAC whose key lives for a day.
 */
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** One person, more or less (IPv4 /32, IPv6 /64), and the network around (IPv4 /24, IPv6 /48). */
export type AddressKeys = Readonly<{ narrow: string; wide: string }>;

/** Time and chance, as they are passed in. */
export interface Sources {
  readonly now: () => number;
  readonly randomBytes: (bytes: number) => Buffer;
}

interface AddressOptions extends Sources {
  readonly trustedProxies: readonly string[];
  /** Hears when somebody who is not trusted says for whom it speaks: most likely a proxy that was forgotten. */
  readonly onUntrustedProxy: () => void;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function createAddresses({ trustedProxies, now, randomBytes, onUntrustedProxy }: AddressOptions) {
  const trusted = toBlockList(trustedProxies);
  const isTrusted = (address: string) => isIP(address) !== 0 && trusted.check(address, familyOf(address));
  let key: { day: number; bytes: Buffer } = { day: NaN, bytes: Buffer.alloc(0) };

  const toKeys = (address: string): AddressKeys => {
    const day = Math.floor(now() / DAY_MS);
    if (day !== key.day) key = { day, bytes: randomBytes(32) };
    const hash = (text: string) => createHmac('sha256', key.bytes).update(text).digest('base64url').slice(0, 22);
    // Four of eight groups are a /64, four of four numbers a /32.
    const parts = address.split(/[.:]/);
    return { narrow: hash(parts.slice(0, 4).join(':')), wide: hash(parts.slice(0, 3).join(':')) };
  };

  const addressOf = ({ socket, headers: { 'x-forwarded-for': forwarded } }: IncomingMessage): string => {
    let address = normalize(socket.remoteAddress ?? '');
    if (forwarded !== undefined && !isTrusted(address)) onUntrustedProxy();
    // From the right: each proxy adds whom it heard from, and only those that are trusted are believed.
    const claims = String(forwarded ?? '').split(',');
    while (claims.length > 0 && isTrusted(address)) {
      const claimed = normalize(claims.pop() ?? '');
      if (isIP(claimed) === 0) break;
      address = claimed;
    }
    return address;
  };

  return {
    keysOf: (request: IncomingMessage): AddressKeys => toKeys(addressOf(request)),
    /** Null for a trusted proxy: its connections are those of many. */
    keysOfPeer: (remoteAddress = ''): AddressKeys | null =>
      isTrusted(normalize(remoteAddress)) ? null : toKeys(normalize(remoteAddress)),
  };
}

function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Without zone, brackets and port; IPv6 with all its eight groups, and as IPv4 where it only stands for that. */
function normalize(text: string): string {
  const [, bracketed, withPort] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text.trim()) ?? [];
  const [address = ''] = (bracketed ?? withPort ?? text.trim()).split('%');
  if (isIP(address) !== 6) return address;
  const halves = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [left = [], right = []] = halves.map((half) => half.split(':').filter(Boolean));
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  const [high = 0, low = 0] = groups.slice(6).map((group) => parseInt(group, 16));
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  return isMapped ? [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.') : groups.join(':');
}
