/** GC/1 section 7: records and their padding. Known answers are in gc1.test.ts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, u32, u64, u8 } from './bytes.ts';
import { createChain, eraseChain, isRecordLength, open, seal, type Chain, type ChainName } from './chain.ts';
import { label } from './label.ts';
import { isPaddedSize, MAX_PLAINTEXT_BYTES, pad, unpad } from './padding.ts';
import { encrypt, SHA256 } from './primitives.ts';
import { flip, refusal, wrongLengths } from './testing/hostile.ts';
import { seededRandom } from './testing/seeded-random.ts';

const HELLO = Uint8Array.of(1, 2, 3);

function chain(name: ChainName = 'data g2h', seed = 'key'): Chain {
  return createChain(name, seededRandom(seed)(32));
}

describe('padding', () => {
  test('goes to the smallest of seven sizes', () => {
    const sizes = Array.from({ length: MAX_PLAINTEXT_BYTES + 1 }, (_, length) => pad(new Uint8Array(length)).length);
    const steps = sizes.flatMap((size, length) => (size === sizes[length - 1] ? [] : [[length, size]]));
    expect(steps).toEqual([
      [0, 256],
      [253, 512],
      [509, 1024],
      [1021, 2048],
      [2045, 4096],
      [4093, 8192],
      [8189, 16_384],
    ]);
    expect(sizes.filter((size) => !isPaddedSize(size))).toEqual([]);
    expect(() => pad(new Uint8Array(MAX_PLAINTEXT_BYTES + 1))).toThrow('internal');
  });

  test('comes off as it went on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1100 }), (plaintext) => {
        expect(unpad(pad(plaintext))).toEqual(plaintext);
      }),
    );
  });

  test.each([
    ['a byte that is not zero', concatBytes(u32(3), HELLO, new Uint8Array(248), u8(1))],
    ['a length beyond the end', concatBytes(u32(253), new Uint8Array(252))],
    ['the greatest length there is', concatBytes(u32(0xffff_ffff), new Uint8Array(252))],
    ['more than it takes', concatBytes(u32(3), HELLO, new Uint8Array(505))],
    ['a size between', concatBytes(u32(300), new Uint8Array(300))],
    ['a size above', concatBytes(u32(MAX_PLAINTEXT_BYTES + 1), new Uint8Array(MAX_PLAINTEXT_BYTES + 1))],
    ['nothing', new Uint8Array(0)],
  ])('with %s is refused', (_, padded) => {
    expect(refusal(() => unpad(padded))).toBe('malformed');
  });

  test('that was turned anywhere is refused or says something else', () => {
    const padded = pad(HELLO);
    for (const index of padded.keys()) {
      const spoiled = flip(padded, index);
      // Byte 3 ends the length: zeros of the padding become part of the plaintext.
      if (index >= 3 && index < 7) expect(unpad(spoiled)).not.toEqual(HELLO);
      else expect(refusal(() => unpad(spoiled))).toBe('malformed');
    }
  });
});

describe('a record', () => {
  test('opens to what was sealed, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 8 }), (plaintexts) => {
        let [sender, receiver] = [chain(), chain()];
        for (const plaintext of plaintexts) {
          const sealed = seal(sender, plaintext);
          const opened = open(receiver, sealed.record);
          expect(opened.plaintext).toEqual(plaintext);
          expect(isRecordLength(sealed.record.length)).toBe(true);
          [sender, receiver] = [sealed.chain, opened.chain];
        }
        expect([sender.n, receiver.n]).toEqual([plaintexts.length, plaintexts.length]);
      }),
    );
  });

  test('of the greatest length fits, and one byte more is our own bug', () => {
    const greatest = new Uint8Array(MAX_PLAINTEXT_BYTES).fill(7);
    const { record } = seal(chain(), greatest);
    expect(record).toHaveLength(16_400);
    expect(open(chain(), record).plaintext).toEqual(greatest);
    const sender = chain();
    expect(() => seal(sender, new Uint8Array(MAX_PLAINTEXT_BYTES + 1))).toThrow('internal');
    expect(seal(sender, greatest).record).toEqual(record);
  });

  test('turned in any byte is refused, and changes nothing', () => {
    const { record } = seal(chain(), HELLO);
    const receiver = chain();
    for (const index of record.keys()) expect(refusal(() => open(receiver, flip(record, index)))).toBe('unauthentic');
    expect(receiver).toEqual(chain());
    expect(open(receiver, record).plaintext).toEqual(HELLO);
  });

  test('of another length is refused', () => {
    const { record } = seal(chain(), HELLO);
    for (const spoiled of wrongLengths(record)) expect(refusal(() => open(chain(), spoiled))).toBe('malformed');
    expect(refusal(() => open(chain(), concatBytes(record, new Uint8Array(256))))).toBe('unauthentic');
  });

  test('is refused when replayed, reordered, or after one that was dropped', () => {
    const first = seal(chain(), HELLO);
    const second = seal(first.chain, HELLO);
    const third = seal(second.chain, HELLO);
    expect(refusal(() => open(chain(), second.record))).toBe('unauthentic');
    const receiver = open(chain(), first.record).chain;
    expect(refusal(() => open(receiver, first.record))).toBe('unauthentic');
    expect(refusal(() => open(receiver, third.record))).toBe('unauthentic');
    expect(open(receiver, second.record).plaintext).toEqual(HELLO);
  });

  test('of one chain is refused by every other, even under the same key', () => {
    const names: ChainName[] = ['data g2h', 'data h2g', 'sig g2h', 'sig h2g'];
    for (const from of names) {
      const { record } = seal(chain(from), HELLO);
      for (const to of names.filter((name) => name !== from)) {
        expect(refusal(() => open(chain(to), record))).toBe('unauthentic');
      }
    }
    expect(refusal(() => open(chain('data g2h', 'other'), seal(chain(), HELLO).record))).toBe('unauthentic');
  });

  test('whose padding is wrong is refused although it is authentic', () => {
    const messageKey = SHA256.hmac(chain().key, u8(1));
    const ad = concatBytes(label('data g2h'), u64(0));
    const forge = (padded: Uint8Array): Uint8Array => encrypt(messageKey, 0, ad, padded);
    expect(open(chain(), forge(pad(HELLO))).plaintext).toEqual(HELLO);
    const receiver = chain();
    for (const index of [0, 255])
      expect(refusal(() => open(receiver, forge(flip(pad(HELLO), index))))).toBe('malformed');
    expect(receiver).toEqual(chain());
  });

  test('of random bytes is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 600 }), (bytes) => {
        expect(['malformed', 'unauthentic']).toContain(refusal(() => open(chain(), bytes)));
      }),
    );
    const random = seededRandom('record');
    for (const size of [272, 528, 16_400]) expect(refusal(() => open(chain(), random(size)))).toBe('unauthentic');
  });
});

describe('a chain', () => {
  test('has another key for each record', () => {
    let current = chain();
    const keys = new Set<string>();
    for (let count = 0; count < 100; count += 1) {
      keys.add(current.key.join());
      current = seal(current, HELLO).chain;
    }
    expect(keys.size).toBe(100);
  });

  test.each([
    ['sealed', (sender: Chain) => void seal(sender, HELLO)],
    ['opened', (receiver: Chain) => void open(receiver, seal(chain(), HELLO).record)],
    ['erased', eraseChain],
  ])('is wiped once it has %s, and never used again', (_, use) => {
    const used = chain();
    use(used);
    expect(used.key).toEqual(new Uint8Array(32));
    expect(() => seal(used, HELLO)).toThrow('internal: chain used after');
    expect(() => open(used, seal(chain(), HELLO).record)).toThrow('internal: chain used after');
  });
});
