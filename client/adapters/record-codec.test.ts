import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64Url } from '../protocol/bytes.ts';
import { wrongLengths } from '../protocol/testing/hostile.ts';
import type { RoomId, RoomKeys } from '../protocol/invite-keys.ts';
import type { Claim, GuestKeys, HostKeys, Slot } from '../session/slots.ts';
import type { GuestRecord, HostRecord } from '../state/chat-record.ts';
import { StorageError, type StorageErrorCode } from '../state/storage-error.ts';
import { createGuestRecord, createHostRecord } from '../state/testing/records.ts';
import type { Codec } from './codec.ts';
import { GUEST_RECORD, HOST_RECORD } from './record-codec.ts';

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });
const key = bytes(32);
const text = fc.string({ unit: 'binary', maxLength: 40 });
const integer = fc.maxSafeNat();
const slot: fc.Arbitrary<Slot> = fc.record({ epoch: integer, resumption: key });
const keyPair = fc.record({ secretKey: key, publicKey: key });
const claim: fc.Arbitrary<Claim> = fc.record({ pin: key, seat: key, guestName: text });
const slots = { cur: slot, prev: fc.option(slot) };
const hostKeys: fc.Arbitrary<HostKeys> = fc.record({
  keyPair,
  claim: fc.option(claim),
  ...slots,
  firstContact: fc.option(slot),
});
const guestKeys: fc.Arbitrary<GuestKeys> = fc.record({ keyPair, seat: fc.option(key), ...slots });
const inviteRoom: fc.Arbitrary<RoomKeys> = fc.record({
  roomId: bytes(16).map((id) => toBase64Url(id) as RoomId),
  joinToken: key,
  joinHash: key,
});
const common = {
  id: text,
  createdAtUnixMs: integer,
  terms: fc.record({
    hasPassword: fc.boolean(),
    isRelayOnly: fc.boolean(),
    silence: fc.constantFrom(10 as const, 1 as const, 30 as const),
    deadlineUnixSeconds: integer,
    hostName: text,
    hostPublicKey: key,
  }),
  secret: fc.option(bytes(16)),
  inviteRoom,
  isVerified: fc.boolean(),
  draft: text,
};
const hostRecords: fc.Arbitrary<HostRecord> = fc.record({
  ...common,
  label: text,
  password: fc.option(text),
  fails: integer,
  isAdmissionAsked: fc.boolean(),
  ownerTokens: fc.record({ invite: key, chat: key }),
  keys: hostKeys,
  hasSomeoneElseTried: fc.boolean(),
  hasOldCopyTried: fc.boolean(),
  isMuted: fc.boolean(),
  isMarkedUnread: fc.boolean(),
});
const guestRecords: fc.Arbitrary<GuestRecord> = fc.record({ ...common, guestName: text, keys: guestKeys });

function refusal(work: () => unknown): StorageErrorCode | null {
  try {
    work();
  } catch (error) {
    if (error instanceof StorageError) return error.code;
    throw error;
  }
  return null;
}

function describeCodec<T>(name: string, version: number, codec: Codec<T>, records: fc.Arbitrary<T>, sample: T): void {
  describe(name, () => {
    test('comes back as it was', () => {
      fc.assert(
        fc.property(records, (record) => {
          expect(codec.decode(codec.encode(record))).toEqual(record);
        }),
      );
    });

    test('cut or extended anywhere is corrupt', () => {
      fc.assert(
        fc.property(records, (record) => {
          const encoded = codec.encode(record);
          for (const spoiled of wrongLengths(encoded).filter((one) => one[0] === version || one.length === 0)) {
            expect(refusal(() => codec.decode(spoiled))).toBe('corrupt');
          }
        }),
      );
    });

    test('of a later version is told from a damaged one', () => {
      const encoded = codec.encode(sample);
      expect(refusal(() => codec.decode(Uint8Array.of(version + 1, ...encoded.slice(1))))).toBe('future-version');
      expect(refusal(() => codec.decode(Uint8Array.of(0, ...encoded.slice(1))))).toBe('corrupt');
    });

    test('is read from any bytes as a record or refused', () => {
      let refused = 0;
      fc.assert(
        fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
          const encoded = codec.encode(sample);
          const index = at % encoded.length;
          const spoiled = encoded.map((byte, here) => (here === index ? byte ^ change : byte));
          const code = refusal(() => {
            // What is accepted is the only spelling of what it says.
            expect(codec.encode(codec.decode(spoiled))).toEqual(spoiled);
          });
          if (code !== null) refused += 1;
        }),
        { numRuns: 500, seed: 7 },
      );
      expect(refused).toBeGreaterThan(25);
    });
  });
}

describeCodec("a host's record", 3, HOST_RECORD, hostRecords, createHostRecord('ana'));
describeCodec("a guest's record", 2, GUEST_RECORD, guestRecords, createGuestRecord('ana'));

test('a host’s record of version 2 is read, and nothing of it was muted or put back', () => {
  fc.assert(
    fc.property(hostRecords, (record) => {
      const plain = { ...record, isMuted: false, isMarkedUnread: false };
      const encoded = HOST_RECORD.encode(plain);
      // The two are the last of version 3.
      const older = Uint8Array.of(2, ...encoded.slice(1, -2));
      expect(HOST_RECORD.decode(older)).toEqual(plain);
      expect(refusal(() => HOST_RECORD.decode(Uint8Array.of(1, ...older.slice(1))))).toBe('corrupt');
    }),
  );
});

describe('a record that no side can have', () => {
  const ana = createHostRecord('ana');

  test.each([
    ['a short key', { ...ana, ownerTokens: { ...ana.ownerTokens, chat: new Uint8Array(31) } }],
    ['a room that is none', { ...ana, inviteRoom: { ...ana.inviteRoom, roomId: 'AAAA' as RoomId } }],
    ['fractions of an attempt', { ...ana, fails: 0.5 }],
    ['a silence no link can name', { ...ana, terms: { ...ana.terms, silence: 7 as 10 } }],
  ])('%s is our own mistake', (_, record) => {
    expect(() => HOST_RECORD.encode(record)).toThrow('internal');
  });
});
