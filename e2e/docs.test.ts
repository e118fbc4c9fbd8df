/**
 * Keeps the documentation true where that is cheap: the tables of docs/PROTOCOL.md against the code they describe, links,
 * names of files and of sections against what there is.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromBase64Url } from '../client/protocol/bytes.ts';
import { isRecordLength } from '../client/protocol/chain.ts';
import { decodeData, decodeSig } from '../client/protocol/content.ts';
import { decodeEventBody, MAX_EMOJI_BYTES, MAX_TEXT_BYTES } from '../client/protocol/event-body.ts';
import { parseFrame, parseRefusal } from '../client/protocol/frame.ts';
import { KIND_BYTES, MAX_GUEST_NAME_BYTES, MAX_GUEST_NAME_CODE_POINTS } from '../client/protocol/handshake.ts';
import { encodeInvite, MAX_HOST_NAME_BYTES, type Invite, type SilenceDays } from '../client/protocol/invite.ts';
import { MAX_PLAINTEXT_BYTES, pad } from '../client/protocol/padding.ts';
import { backoffDelayMs } from '../client/session/backoff.ts';
import * as wire from '../signaling/wire.ts';
import { cellsAfter, toAnchors, toLinks, toNumbers } from './fixtures/markdown.ts';
import type { Gc1Vectors } from './vectors/gc1.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PAGES = [
  'README.md',
  'docs/CONTRIBUTING.md',
  'docs/NETWORKS.md',
  'docs/PROTOCOL.md',
  'docs/THREAT_MODEL.md',
  'docs/formal/README.md',
];
const protocol = read('docs/PROTOCOL.md');

describe('PROTOCOL.md', () => {
  test('places the fields of a link', () => {
    const invite: Invite = {
      hasPassword: true,
      isRelayOnly: false,
      silence: 30,
      deadlineUnixSeconds: 0x01020304,
      hostName: 'Zoë',
      secret: new Uint8Array(16).fill(5),
      hostPublicKey: new Uint8Array(32).fill(6),
    };
    const link = toLinkBytes(invite);
    const name = Buffer.from(invite.hostName);
    // "n" is a length that only the link itself knows.
    const number = (text = ''): number =>
      text.split('+').reduce((sum, term) => sum + Number(term.trim() === 'n' ? name.length : term), 0);
    const rows = tableAfter('## 2. Link');
    const fields = new Map(
      rows.map(([offset, length, field = '']) => [
        unquote(field),
        link.subarray(number(offset)).subarray(0, number(length)),
      ]),
    );
    expect(
      Object.fromEntries([...fields].map(([field, bytes]) => [field, Buffer.from(bytes).toString('hex')])),
    ).toEqual({
      version: '01',
      flags: '09',
      deadline: '01020304',
      n: '04',
      name: name.toString('hex'),
      secret: '05'.repeat(16),
      hostPub: '06'.repeat(32),
    });
    expect(Buffer.concat([...fields.values()])).toEqual(Buffer.from(link));
  });

  test('numbers the days of silence', () => {
    const [, row = ''] = /^\| 2–3 .*: (.*); 3 is unused/m.exec(protocol) ?? [];
    const silences: readonly SilenceDays[] = [10, 1, 30];
    const coded = silences.map((silence) => {
      const [, flags = 0] = toLinkBytes({
        hasPassword: false,
        isRelayOnly: false,
        silence,
        deadlineUnixSeconds: 0,
        hostName: '',
        secret: new Uint8Array(16),
        hostPublicKey: new Uint8Array(32),
      });
      return `${flags >> 2} is ${silence}`;
    });
    expect(row.split(', ')).toEqual(coded);
  });

  test('states the limits of the server', () => {
    expect(numbersAfter('### Limits of the server')).toEqual({
      'wire version': wire.WIRE_VERSION,
      'room id, characters': wire.ROOM_ID_CHARS,
      'token, characters': wire.TOKEN_CHARS,
      'peer id, characters': wire.PEER_ID_CHARS,
      'invite seats': wire.INVITE_SEATS,
      'chat seats': wire.CHAT_SEATS,
      'frame, bytes': wire.MAX_FRAME_BYTES,
      'frame, characters': wire.MAX_FRAME_CHARS,
      'lifetime, seconds': wire.MAX_TTL_SECONDS,
    });
  });

  test('states the limits of contents', () => {
    expect(numbersAfter('### Limits of contents')).toEqual({
      'plaintext, bytes': MAX_PLAINTEXT_BYTES,
      'host name, bytes': MAX_HOST_NAME_BYTES,
      'guest name, bytes': MAX_GUEST_NAME_BYTES,
      'guest name, code points': MAX_GUEST_NAME_CODE_POINTS,
      'text, bytes': MAX_TEXT_BYTES,
      'emoji, bytes': MAX_EMOJI_BYTES,
    });
  });

  test.each(tableAfter('### Frame types'))(
    'frame %s %s has the lengths that are accepted',
    (type, name, _layout, sizes) => {
      const accepted: number[] = [];
      for (const length of candidates(toNumbers(sizes))) {
        const frame = new Uint8Array(length);
        frame[0] = toByte(type);
        // HS1 needs its version, ERR a code; everything else may be zero.
        if (name === 'HS1') frame[1] = 1;
        if (name === 'ERR' && length > 17) frame[17] = 1;
        const parsed = parseFrame(frame);
        if (parsed !== null) accepted.push(length);
        expect(parsed?.type ?? toTypeName(name)).toBe(toTypeName(name));
      }
      expect(accepted).toEqual(toNumbers(sizes).sort((a, b) => a - b));
    },
  );

  test('has no frame type less than the code', () => {
    const known = new Set(tableAfter('### Frame types').map(([type]) => toByte(type)));
    const sizes = tableAfter('### Frame types').flatMap(([, , , all]) => toNumbers(all));
    for (let type = 0; type < 256; type += 1) {
      const isAccepted = sizes.some(
        (length) => parseFrame(Uint8Array.of(type, 1, ...new Uint8Array(length - 2))) !== null,
      );
      // ERR with code 0 is none.
      if (type !== 0x0e) expect({ type, isAccepted }).toEqual({ type, isAccepted: known.has(type) });
    }
  });

  test('makes a frame of its head and a handshake message', () => {
    const messages = tableAfter('### Handshake messages').map(([, , , sizes]) => toNumbers(sizes));
    const frames = tableAfter('### Frame types').map(([, , , sizes]) => toNumbers(sizes));
    const heads = [23, 17, 17];
    expect(messages.map((sizes, index) => sizes.map((size) => size + (heads[index] ?? 0)))).toEqual(frames.slice(0, 3));
  });

  test('numbers the kinds', () => {
    const kinds = tableAfter('### Kinds').map(([number, name = '']) => [name, Number(number)]);
    expect(Object.fromEntries(kinds)).toEqual(KIND_BYTES);
  });

  test('numbers the refusals', () => {
    const refusals = tableAfter('### Refusals').map(([number, name]) => [Number(number), name]);
    expect(refusals.map(([number]) => [number, parseRefusal(Number(number))])).toEqual(refusals);
    expect([parseRefusal(0), parseRefusal(refusals.length + 1)]).toEqual([null, null]);
  });

  test('lists the padded sizes, their records and what fits', () => {
    const rows = tableAfter('### Padded sizes').map((row) => row.map(Number));
    const records = Array.from({ length: 40_000 }, (_, length) => length).filter(isRecordLength);
    expect(rows.map(([, record]) => record)).toEqual(records);
    for (const [padded = 0, , longest = 0] of rows) {
      expect(pad(new Uint8Array(longest)).length).toBe(padded);
      if (longest < MAX_PLAINTEXT_BYTES) expect(pad(new Uint8Array(longest + 1)).length).toBeGreaterThan(padded);
    }
  });

  test.each(tableAfter('### SIG contents'))('SIG %s is %s', (type, name, layout, _sender, bytes) => {
    expectContent(decodeSig, { type, name, layout, bytes });
  });

  test.each(tableAfter('### DATA contents'))('DATA %s is %s', (type, name, layout, bytes) => {
    expectContent(decodeData, { type, name, layout, bytes });
  });

  test('has no content less than the code', () => {
    const lengths = Array.from({ length: 40 }, (_, length) => length);
    const isKnown = (decode: (bytes: Uint8Array) => unknown, type: number): boolean =>
      lengths.some((length) => succeeds(() => decode(Uint8Array.of(type, ...filler(type, length)))));
    const sig = new Set(tableAfter('### SIG contents').map(([type]) => toByte(type)));
    const data = new Set(tableAfter('### DATA contents').map(([type]) => toByte(type)));
    for (let type = 0; type < 256; type += 1) {
      expect({ type, sig: isKnown(decodeSig, type), data: isKnown(decodeData, type) }).toEqual({
        type,
        sig: sig.has(type),
        data: data.has(type) || type >= 0x40,
      });
    }
  });

  test('numbers the kinds of events', () => {
    const found = Array.from({ length: 256 }, (_, kind) => {
      const bodies = Array.from({ length: 40 }, (_unused, length) =>
        decodeEventBody(Uint8Array.of(kind, ...zeros(length))),
      );
      return bodies.map((body) => body.kind).find((name) => name !== 'unknown');
    });
    const listed = tableAfter('### EVENT bodies').map(([kind, name]) => [Number(kind), name]);
    expect([...found.entries()].filter(([, name]) => name !== undefined)).toEqual(listed);
  });

  test('lists the pauses', () => {
    const kinds = ['network', 'absent', 'refused'] as const;
    const rows = tableAfter('### Pauses');
    expect(rows).toHaveLength(kinds.length);
    for (const [index, kind] of kinds.entries()) {
      const [, visible = '', hidden = ''] = rows[index] ?? [];
      const seconds = toNumbers(visible.replace(/\(.*\)/, ''));
      const given = (isVisible: boolean) =>
        seconds.map((_, failures) => backoffDelayMs(kind, failures + 1, isVisible, 0) / 1000);
      expect(given(true)).toEqual(seconds);
      expect(given(false)).toEqual(hidden === 'the same' ? seconds : seconds.map(() => Number(hidden)));
    }
  });

  test('describes every member of the known answers', () => {
    // Written by `e2e/vectors/generate.ts` from this very type.
    const vectors = JSON.parse(read('client/protocol/vectors/gc1.json')) as Gc1Vectors;
    const described = tableAfter('## 13. ').flatMap(([member = '']) =>
      Array.from(member.matchAll(/`(\w+)/g), ([, name = '']) => name),
    );
    expect(new Set(described)).toEqual(new Set(Object.keys(vectors)));
  });
});

describe('all pages', () => {
  test.each(PAGES)('%s links to what there is', (page) => {
    const local = toLinks(read(page)).filter((target) => !/^https?:/.test(target));
    expect(local.length).toBeGreaterThan(0);
    expect(local.filter((target) => !resolves(page, target))).toEqual([]);
  });

  test.each(PAGES)('%s names files that exist', (page) => {
    const named = Array.from(
      read(page).matchAll(/`((?:client|signaling|e2e|docs)\/[\w./-]*)`/g),
      ([, path = '']) => path,
    );
    expect(named.filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([]);
  });

  test('a section of GC/1 that the code names exists', () => {
    const sources = ['client', 'signaling', 'e2e']
      .flatMap((folder) =>
        readdirSync(resolve(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
      )
      .filter((path) => /\.tsx?$/.test(path));
    const named = sources.flatMap((source) =>
      Array.from(read(source).matchAll(/GC\/1 sections? ((?:\d+(?:, | and )?)+)/g), ([, list = '']) =>
        toNumbers(list),
      ).flat(),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((section) => !protocol.includes(`\n## ${section}. `))).toEqual([]);
  });
});

function tableAfter(heading: string): readonly string[][] {
  return cellsAfter(protocol, heading);
}

function numbersAfter(heading: string): Record<string, number> {
  return Object.fromEntries(tableAfter(heading).map(([name = '', value]) => [name, Number(value)]));
}

function expectContent(
  decode: (bytes: Uint8Array) => { readonly type: string },
  row: Readonly<Record<'type' | 'name' | 'layout' | 'bytes', string | undefined>>,
): void {
  const [size = 0] = toNumbers(row.bytes);
  // A layout that begins with a literal byte, as that of PONG.
  const [, literal = '00'] = /^`([0-9a-f]{2})`/.exec(row.layout ?? '') ?? [];
  const make = (length: number): Uint8Array => {
    const bytes = Uint8Array.of(toByte(row.type), ...filler(toByte(row.type), Math.max(0, length - 1)));
    if (length > 1 && literal !== '00') bytes[1] = toByte(literal);
    return bytes.subarray(0, length);
  };
  expect(decode(make(size)).type).toBe(toTypeName(row.name));
  if (row.bytes?.endsWith('and more') === true) expect(decode(make(size + 1)).type).toBe(toTypeName(row.name));
  else for (const length of [size - 1, size + 1]) expect(() => decode(make(length))).toThrow('protocol: malformed');
}

/** Zeros, but for REFUSE, whose codes begin with 1. */
function filler(type: number, length: number): Uint8Array {
  return zeros(length).fill(type === 5 && length === 1 ? 1 : 0);
}

function zeros(length: number): Uint8Array {
  return new Uint8Array(length);
}

/** All short lengths, and the neighbours of the ones given. */
function candidates(lengths: readonly number[]): readonly number[] {
  const near = lengths.flatMap((length) => [length - 1, length, length + 1]);
  return [...new Set([...Array.from({ length: 2000 }, (_, length) => length), ...near])].sort((a, b) => a - b);
}

function resolves(page: string, target: string): boolean {
  const [path = '', anchor = ''] = target.split('#');
  const file = path === '' ? resolve(ROOT, page) : resolve(ROOT, dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === '' || toAnchors(readFileSync(file, 'utf8')).includes(anchor);
}

function toLinkBytes(invite: Invite): Uint8Array {
  const bytes = fromBase64Url(encodeInvite(invite));
  if (bytes === null) throw new Error('internal: a link that is no base64url');
  return bytes;
}

/** `READY_ACK` in the specification is `ready-ack` in the code. */
function toTypeName(name = ''): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function toByte(hex = ''): number {
  return Number.parseInt(unquote(hex), 16);
}

function unquote(text: string): string {
  return text.replaceAll('`', '');
}

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function read(path: string): string {
  return readFileSync(resolve(ROOT, path), 'utf8');
}
