/**
 * Watches a simulated world from outside: what pages say, and what is on the disks after every write. Names each
 * promise of GC/1 that is broken. Knows no session.
 */
import { equalBytes, toBase64Url } from '../../client/protocol/bytes.ts';
import { parseFrame } from '../../client/protocol/frame.ts';
import type { LogState } from '../../client/adapters/log-state.ts';
import type { Slot } from '../../client/session/slots.ts';
import type { GuestRecord, HostRecord } from '../../client/state/chat-record.ts';
import type { Disk } from './disk.ts';

export interface Witness {
  /** A frame or a data channel message, as the page hands it to the network. */
  sent(page: string, bytes: Uint8Array): void;
  /** Something on a disk may be different. */
  stored(): void;
  /** What somebody else has seen broken. */
  broken(promise: string): void;
  /** Each broken promise, once. */
  violations(): readonly string[];
}

export interface Scene {
  readonly host: Disk<HostRecord>;
  /** Originals, not copies. */
  readonly guests: readonly { readonly name: string; readonly disk: Disk<GuestRecord> }[];
}

const DATA_RECORD = 0x10;
const TAG_BYTES = 16;
const SMALLEST_PADDED_BYTES = 256;
const WINDOW_BYTES = 16;
const EPHEMERAL_BYTES = 32;
/** No attempt that goes well takes longer. */
const ONE_ATTEMPT_MS = 2_000;

export function createWitness(elapsedMs: () => number, scene: () => Scene): Witness {
  const broken = new Set<string>();
  const onceOnly = new Set<string>();
  const pins = new Map<string, string>();
  const answeredAtMs = new Map<string, number>();
  /** Each event as its author stored it, by author and number. */
  const said = new Map<string, string>();
  /** What a text ever said, by the same. */
  const words = new Map<string, Set<string>>();

  const expect = (isTrue: boolean, promise: string): void => {
    if (!isTrue) broken.add(promise);
  };

  const expectNew = (what: string, promise: string): void => {
    expect(!onceOnly.has(what), promise);
    onceOnly.add(what);
  };

  /** A repetition that comes when the attempt is over begins another, which leads nowhere. */
  const checkAnswer = (attempt: string): void => {
    const now = elapsedMs();
    expect(now - (answeredAtMs.get(attempt) ?? -Infinity) > ONE_ATTEMPT_MS, 'a message 1 was answered twice');
    answeredAtMs.set(attempt, now);
  };

  /**
   * The tail of a padded record is the key stream itself, as far as the padding reaches: two records under one key show
   * the same.
   */
  const checkRecord = (record: Uint8Array): void => {
    const paddedBytes = record.length - TAG_BYTES;
    for (let end = SMALLEST_PADDED_BYTES; end <= paddedBytes; end *= 2) {
      expectNew(`${end} ${toBase64Url(record.subarray(end - WINDOW_BYTES, end))}`, 'two records under one key');
    }
  };

  const checkFrame = (page: string, bytes: Uint8Array): void => {
    const frame = parseFrame(bytes);
    if (frame === null) {
      expect(false, 'a page sent a frame that is none');
      return;
    }
    const attempt = toBase64Url(frame.attempt);
    switch (frame.type) {
      case 'hs1':
        expectNew(`attempt ${attempt}`, 'an attempt began twice');
        expectNew(toBase64Url(frame.message.subarray(0, EPHEMERAL_BYTES)), 'an ephemeral key was used twice');
        return;
      case 'hs2':
        checkAnswer(`${page} ${attempt}`);
        expectNew(toBase64Url(frame.message.subarray(0, EPHEMERAL_BYTES)), 'an ephemeral key was used twice');
        return;
      case 'hs3':
        expectNew(`hs3 ${attempt}`, 'a message 2 was answered twice');
        return;
      case 'sig':
        checkRecord(frame.record);
        return;
      case 'err':
      case 'wrong-version':
        return;
    }
  };

  /** What leaves an author's outbox is what the other side shows; edited or not. */
  const checkWords = (author: string, own: LogState, other: LogState): void => {
    for (const { event } of own.outbox) {
      const { seq, body } = event;
      if (body.kind === 'void') continue;
      const what = `${author} ${seq}`;
      const told = JSON.stringify(body);
      expect((said.get(what) ?? told) === told, 'a number was given to two events');
      said.set(what, told);
      if (body.kind === 'text') wordsOf(`${author} ${seq}`).add(body.text);
      if (body.kind === 'edit') wordsOf(`${author} ${body.seq}`).add(body.text);
    }
    for (const [log, side] of [
      [own, 'own'],
      [other, 'other'],
    ] as const) {
      for (const { entry } of log.rows.slice(-2)) {
        if (entry.is !== 'line' || entry.side !== side || entry.content.kind !== 'text') continue;
        expect(wordsOf(`${author} ${entry.seq}`).has(entry.content.text), 'a text is not what its author wrote');
      }
    }
  };

  const wordsOf = (what: string): Set<string> => {
    const known = words.get(what) ?? new Set();
    words.set(what, known);
    return known;
  };

  const checkLogs = (name: string, host: LogState, guest: LogState): void => {
    checkWords(`host to ${name}`, host, guest);
    checkWords(`guest ${name}`, guest, host);
    for (const [{ counters: own }, { counters: other }] of [
      [host, guest],
      [guest, host],
    ] as const) {
      expect(own.ownAcked <= other.otherCum, 'an event counts as delivered that is not stored there');
      expect(other.otherCum < own.ownNext, 'an event was received that its author has not stored');
      expect(own.ownRead <= other.otherRead, 'an event counts as read that nobody has seen');
    }
    for (const { rows } of [host, guest]) {
      const lines = rows.flatMap(({ entry }) => (entry.is === 'line' ? [entry] : []));
      for (const side of ['own', 'other'] as const) {
        const seqs = lines.filter((line) => line.side === side).map(({ seq }) => seq);
        expect(
          seqs.every((seq, place) => seq > (seqs[place - 1] ?? 0)),
          'a log has an event twice, or out of order',
        );
      }
    }
  };

  const checkKeys = (host: HostRecord, guest: GuestRecord): void => {
    const { claim } = host.keys;
    const isPinned = claim !== null && equalBytes(claim.pin, guest.keys.keyPair.publicKey);
    if (!isPinned) {
      expect(guest.keys.seat === null, 'a guest sits in a chat that the host did not give them');
      return;
    }
    const skew = host.keys.cur.epoch - guest.keys.cur.epoch;
    expect(skew === 0 || skew === 1, 'the two sides are more than one epoch apart, or the guest is ahead');
    const [hosts, guests] = [slotsOf(host.keys), slotsOf(guest.keys)];
    expect(
      guests.some((slot) => hosts.some((other) => isSame(slot, other))),
      'locked out: no secret in common',
    );
    if (host.keys.prev === null) {
      expect(isSame(host.keys.cur, guest.keys.cur), 'the host forgot the last secret before the guest had the next');
      expect(host.secret === null && host.password === null, 'the link is kept though nobody needs it');
    }
    if (guest.keys.seat !== null) {
      // A first contact that is not settled can be made again, and gives another one.
      const isUnsettled = host.keys.prev !== null && !isSame(host.keys.cur, guest.keys.cur);
      expect(isUnsettled || equalBytes(guest.keys.seat, claim.seat), 'two seats');
      expect(guest.secret === null, 'the guest keeps the secret of the link');
    }
  };

  return {
    broken: (promise) => broken.add(promise),
    violations: () => [...broken],
    sent: (page, bytes) => {
      if (bytes[0] === DATA_RECORD) checkRecord(bytes.subarray(1));
      else checkFrame(page, bytes);
    },
    stored: () => {
      const { host, guests } = scene();
      for (const [id, record] of host.chats) {
        const { claim } = record.keys;
        if (claim !== null) {
          const pin = toBase64Url(claim.pin);
          expect((pins.get(id) ?? pin) === pin, 'a second pin');
          pins.set(id, pin);
        }
        for (const { name, disk } of guests) {
          for (const guest of disk.chats.values()) {
            if (guest.inviteRoom.roomId !== record.inviteRoom.roomId) continue;
            checkKeys(record, guest);
            const [hostLog, guestLog] = [host.logs.get(id), disk.logs.get(guest.id)];
            if (hostLog !== undefined && guestLog !== undefined && guest.keys.seat !== null) {
              checkLogs(name, hostLog, guestLog);
            }
          }
        }
      }
    },
  };
}

function slotsOf({ cur, prev }: { readonly cur: Slot; readonly prev: Slot | null }): readonly Slot[] {
  return prev === null ? [cur] : [cur, prev];
}

function isSame(a: Slot, b: Slot): boolean {
  return a.epoch === b.epoch && equalBytes(a.resumption, b.resumption);
}
