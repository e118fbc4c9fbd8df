/** GC/1 section 7: what records and events say. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, encodeUtf8, u64 } from './bytes.ts';
import { decodeData, decodeSig, encodeData, encodeSig, type DataContent, type SigContent } from './content.ts';
import { MAX_EMOJI_BYTES, MAX_TEXT_BYTES, type EventBody, type EventTarget } from './event-body.ts';
import { MAX_PLAINTEXT_BYTES } from './padding.ts';
import { refusal } from './testing/hostile.ts';

const number = fc.maxSafeNat();
const text = fc.string({ unit: 'binary', maxLength: 40 });
const target: fc.Arbitrary<EventTarget> = fc.record({ side: fc.constantFrom('guest', 'host'), seq: number });

const sigContents: fc.Arbitrary<SigContent> = fc.oneof(
  fc.record({ type: fc.constantFrom('ready' as const, 'ready-ack' as const, 'wait' as const) }),
  fc.record({ type: fc.constant('signal' as const), json: text }),
  fc.record({ type: fc.constant('refuse' as const), code: fc.constantFrom('claimed' as const, 'denied' as const) }),
);

const bodies: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({ kind: fc.constantFrom('void' as const, 'end' as const) }),
  fc.record({ kind: fc.constant('text' as const), text, replyTo: fc.option(target) }),
  fc.record({ kind: fc.constant('edit' as const), seq: number, text }),
  fc.record({ kind: fc.constant('delete' as const), seq: number }),
  fc.record({ kind: fc.constant('reaction' as const), target, emoji: fc.constantFrom('', '🌱', '👩🏽‍🚀') }),
  fc.record({ kind: fc.constant('timer' as const), seconds: fc.nat(2 ** 32 - 1) }),
);

const dataContents: fc.Arbitrary<DataContent> = fc.oneof(
  fc.record({ type: fc.constantFrom('ping' as const, 'pong' as const), id: fc.nat(2 ** 32 - 1) }),
  fc.record({ type: fc.constant('event' as const), seq: number, atUnixMs: number, body: bodies }),
  fc.record({ type: fc.constantFrom('ack' as const, 'read' as const), cum: number }),
  fc.record({ type: fc.constant('sync' as const), next: number, cum: number, read: number }),
  fc.record({ type: fc.constant('typing' as const), isTyping: fc.boolean() }),
  fc.record({ type: fc.constant('rekey' as const), frame: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  fc.record({ type: fc.constant('rekey-step' as const) }),
  fc.record({
    type: fc.constant('presence' as const),
    presence: fc.constantFrom('away' as const, 'here' as const, 'leaving' as const),
  }),
);

const event = (...body: readonly number[]): Uint8Array =>
  concatBytes(Uint8Array.of(1), u64(1), u64(2), Uint8Array.from(body));
const received = (...body: readonly number[]): EventBody | null => {
  const content = decodeData(event(...body));
  return content.type === 'event' ? content.body : null;
};

describe('SIG', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(sigContents, (content) => {
        expect(decodeSig(encodeSig(content))).toEqual(content);
      }),
    );
  });

  test('has the numbers of section 7', () => {
    expect(encodeSig({ type: 'ready' })).toEqual(Uint8Array.of(1));
    expect(encodeSig({ type: 'ready-ack' })).toEqual(Uint8Array.of(2));
    expect(encodeSig({ type: 'wait' })).toEqual(Uint8Array.of(3));
    expect(encodeSig({ type: 'signal', json: '{}' })).toEqual(Uint8Array.of(4, 123, 125));
    expect(encodeSig({ type: 'refuse', code: 'claimed' })).toEqual(Uint8Array.of(5, 5));
  });

  test.each([
    ['nothing', []],
    ['an unknown type', [0]],
    ['a type of a later version', [0x40]],
    ['READY with something in it', [1, 0]],
    ['a SIGNAL that is no UTF-8', [4, 0xff]],
    ['REFUSE without a code', [5]],
    ['REFUSE with an unknown code', [5, 10]],
    ['REFUSE with a trailing byte', [5, 9, 0]],
  ])('refuses %s', (_, plaintext) => {
    expect(refusal(() => decodeSig(Uint8Array.from(plaintext)))).toBe('malformed');
  });
});

describe('DATA', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(dataContents, (content) => {
        expect(decodeData(encodeData(content))).toEqual(content);
      }),
      { numRuns: 500 },
    );
  });

  test('has the numbers of section 7', () => {
    const numbers = [1, 2, 3].map(u64);
    expect(encodeData({ type: 'ping', id: 5 })).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 5));
    expect(encodeData({ type: 'pong', id: 5 })).toEqual(Uint8Array.of(0, 1, 0, 0, 0, 5));
    expect(encodeData({ type: 'ack', cum: 1 })).toEqual(Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 1));
    expect(encodeData({ type: 'sync', next: 1, cum: 2, read: 3 })).toEqual(concatBytes(Uint8Array.of(3), ...numbers));
    expect(encodeData({ type: 'typing', isTyping: true })).toEqual(Uint8Array.of(4, 1));
    expect(encodeData({ type: 'read', cum: 1 })).toEqual(Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0, 1));
    expect(encodeData({ type: 'rekey', frame: Uint8Array.of(2, 9) })).toEqual(Uint8Array.of(6, 2, 9));
    expect(encodeData({ type: 'rekey-step' })).toEqual(Uint8Array.of(7));
    expect(encodeData({ type: 'presence', presence: 'leaving' })).toEqual(Uint8Array.of(8, 2));
  });

  test('an unknown type is fatal below 0x40 and ignored from there on', () => {
    const known = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    for (let type = 0; type < 256; type += 1) {
      const plaintext = Uint8Array.of(type, 1, 2, 3);
      if (type >= 0x40) expect(decodeData(plaintext)).toEqual({ type: 'ignored' });
      else if (!known.includes(type)) expect(refusal(() => decodeData(plaintext))).toBe('malformed');
    }
  });

  test.each([
    ['nothing', []],
    ['a PING that is neither', [0, 2, 0, 0, 0, 0]],
    ['a PING cut short', [0, 0, 0, 0, 0]],
    ['an EVENT without its time', [1, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['a number above 2^53 - 1', [2, 0, 0x20, 0, 0, 0, 0, 0, 0]],
    ['a SYNC with a trailing byte', [3, ...new Uint8Array(25)]],
    ['TYPING that is neither', [4, 2]],
    ['a rekey without a frame', [6]],
    ['a step of a rekey with something in it', [7, 0]],
    ['PRESENCE that is none', [8, 3]],
  ])('refuses %s', (_, plaintext) => {
    expect(refusal(() => decodeData(Uint8Array.from(plaintext)))).toBe('malformed');
  });

  test('what cannot be understood cannot be sent: our own bug', () => {
    expect(() => encodeData({ type: 'ignored' })).toThrow('internal');
    expect(() => encodeData({ type: 'rekey', frame: new Uint8Array(0) })).toThrow('internal');
    expect(() => encodeData({ type: 'event', seq: 1, atUnixMs: 1, body: { kind: 'unknown' } })).toThrow(
      'internal: an unknown event cannot be sent',
    );
  });
});

describe('an EVENT', () => {
  const targetBytes = [1, 0, 0, 0, 0, 0, 0, 0, 7];
  const host7: EventTarget = { side: 'host', seq: 7 };

  test.each<[EventBody, readonly number[]]>([
    [{ kind: 'void' }, [0]],
    [{ kind: 'text', text: 'hi', replyTo: null }, [1, 0, 104, 105]],
    [{ kind: 'text', text: 'hi', replyTo: host7 }, [1, 1, ...targetBytes, 104, 105]],
    [{ kind: 'edit', seq: 7, text: 'hi' }, [2, ...targetBytes.slice(1), 104, 105]],
    [{ kind: 'delete', seq: 7 }, [3, ...targetBytes.slice(1)]],
    [{ kind: 'reaction', target: { side: 'guest', seq: 7 }, emoji: '' }, [4, 0, ...targetBytes.slice(1)]],
    [{ kind: 'timer', seconds: 60 }, [5, 0, 0, 0, 60]],
    [{ kind: 'end' }, [6]],
  ])('%j has its place in section 7', (body, bytes) => {
    expect(encodeData({ type: 'event', seq: 1, atUnixMs: 2, body })).toEqual(event(...bytes));
  });

  test.each([
    ['no kind', []],
    ['a void with something in it', [0, 0]],
    ['a text that is neither plain nor a reply', [1, 2, ...targetBytes, 104, 105]],
    ['a text that is no UTF-8', [1, 0, 0xff]],
    ['a reply to nobody', [1, 1, 2, ...targetBytes.slice(1)]],
    ['a reply cut short', [1, 1, ...targetBytes.slice(0, 8)]],
    ['an edit without its number', [2, 0]],
    ['a delete with a trailing byte', [3, ...targetBytes]],
    ['a timer cut short', [5, 0, 0, 0]],
    ['an end with something in it', [6, 0]],
    ['a kind of a later version', [7, 1, 2, 3]],
    ['a kind of a later version that carries nothing', [7]],
  ])('with %s counts, without effect', (_, body) => {
    expect(decodeData(event(...body))).toEqual({ type: 'event', seq: 1, atUnixMs: 2, body: { kind: 'unknown' } });
  });

  test('has room for its greatest text and no more', () => {
    const greatest = 'é'.repeat(MAX_TEXT_BYTES / 2);
    const body: EventBody = { kind: 'text', text: greatest, replyTo: host7 };
    const encoded = encodeData({ type: 'event', seq: 1, atUnixMs: 2, body });
    expect(encoded.length).toBeLessThanOrEqual(MAX_PLAINTEXT_BYTES);
    expect(decodeData(encoded)).toMatchObject({ body });
    expect(() => encodeData({ type: 'event', seq: 1, atUnixMs: 2, body: { ...body, text: `${greatest}a` } })).toThrow(
      'internal: text too long',
    );
    expect(received(1, 0, ...encodeUtf8(`${greatest}a`))).toEqual({ kind: 'unknown' });
    expect(received(4, ...targetBytes, ...new Uint8Array(MAX_EMOJI_BYTES))).toMatchObject({ kind: 'reaction' });
    expect(received(4, ...targetBytes, ...new Uint8Array(MAX_EMOJI_BYTES + 1))).toEqual({ kind: 'unknown' });
  });
});

test('whatever decodes is what its own encoding says, and whatever does not is the one error', () => {
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  const valid = fc.oneof(dataContents.map(encodeData), sigContents.map(encodeSig));
  const nearly = fc.tuple(valid, fc.nat(30), fc.nat(255), fc.nat(2)).map(([bytes, index, byte, how]) => {
    const at = index % bytes.length;
    if (how === 0) return bytes.slice(0, at);
    if (how === 1) return Uint8Array.of(...bytes, byte);
    return bytes.map((old, position) => (position === at ? byte : old));
  });
  const check = <T extends { type: string }>(
    input: Uint8Array,
    decode: (bytes: Uint8Array) => T,
    encode: (content: T) => Uint8Array,
  ): void => {
    let content: T;
    try {
      content = decode(input);
    } catch {
      expect(refusal(() => decode(input))).toBe('malformed');
      count('refused');
      return;
    }
    if (content.type === 'ignored' || ('body' in content && JSON.stringify(content.body).includes('unknown'))) {
      count('ignored');
      return;
    }
    count('decoded');
    expect(encode(content)).toEqual(input);
  };
  fc.assert(
    fc.property(fc.oneof(nearly, fc.uint8Array({ maxLength: 60 })), (input) => {
      check(input, decodeData, encodeData);
      check(input, decodeSig, encodeSig);
    }),
    { numRuns: 3000 },
  );
  for (const what of ['refused', 'ignored', 'decoded']) expect(seen.get(what)).toBeGreaterThan(100);
});
