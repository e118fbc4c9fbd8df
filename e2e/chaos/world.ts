/** A host, guests, a server and the wires between them under one seed, with a plan of what goes wrong. */
import { toBase64Url } from '../../client/protocol/bytes.ts';
import { encodeFrame, parseFrame } from '../../client/protocol/frame.ts';
import { createRandom, type Random } from '../fuzz/random.ts';
import type { FaultPlan } from './faults.ts';
import { createGuestPerson, createHostPerson, type AnyPerson, type GuestPerson, type HostPerson } from './people.ts';
import { createRelay, type Relay } from './relay.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { createWires } from './wires.ts';
import { createWitness, type Witness } from './witness.ts';

export interface ChaosWorld {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly relay: Relay;
  readonly witness: Witness;
  readonly host: HostPerson;
  readonly guests: readonly GuestPerson[];
  createGuest(name: string): GuestPerson;
  /** Old copies of a guest's browser, in somebody's hands. */
  readonly copies: readonly GuestPerson[];
  copy(guest: GuestPerson, name: string): GuestPerson;
  everybody(): readonly AnyPerson[];
  /** Nobody's page runs for so long, and nobody looks. */
  sleep(ms: number): Promise<void>;
  isAsleep(): boolean;
  /** A page's network is gone for so long, and nobody is told. */
  unplug(page: string, ms: number): void;
  /** For so long the page can store nothing. */
  fillDisk(page: string, ms: number): void;
  /** Data channels of this page that are not closed. */
  wireCount(page: string): number;
  nowUnixMs(): number;
  /** A line of the story, if anybody wants to read it. */
  note(line: () => string): void;
  /** Frames that the server holds back are handed over now. */
  letGo(): void;
}

const START_UNIX_MS = Date.UTC(2026, 10, 23, 14, 5);
const DELAY_MS = 3_000;
/** Longer than any step may take (GC/1 section 11). */
const OUTLAST_MS = 25_000;
const RESTART_MS = 2_000;
const UNPLUGGED_MS = 8_000;

/** @param tell hears what happens, for a trace */
export function createChaosWorld(
  seed: string,
  plan: FaultPlan,
  link: () => string,
  tell: ((line: string) => void) | null,
): ChaosWorld {
  const random = createRandom(seed);
  const timeline = createTimeline();
  const nowUnixMs = (): number => START_UNIX_MS + timeline.elapsedMs();
  const guests: GuestPerson[] = [];
  const copies: GuestPerson[] = [];
  let isAsleep = false;
  const note = (line: () => string): void => tell?.(`${String(timeline.elapsedMs()).padStart(8)} ms  ${line()}`);
  const held: (() => void)[] = [];
  /** Rooms whose host is not told that the guest is gone. */
  const silent = new Set<string>();
  /** Pages that cannot store anything. */
  const full = new Set<string>();
  let lastEpoch = 0;

  const witness = createWitness(timeline.elapsedMs, () => ({
    host: host.browser.disk,
    guests: guests.map(({ name, browser }) => ({ name, disk: browser.disk })),
  }));

  const letGo = (): void => {
    silent.clear();
    if (held.length > 0) note(() => 'what was held back is let go');
    for (const handOver of held.splice(0)) handOver();
  };

  const crash = (page: string): void => {
    everybody()
      .find((person) => person.tab()?.name === page)
      ?.crash();
  };

  const everybody = (): readonly AnyPerson[] => [host, ...guests, ...copies];

  const unplug = (page: string, ms: number): void => {
    relay.unplug(page);
    wires.cut(page);
    timeline.after(ms, () => {
      relay.plug(page);
    });
  };

  const guestOf = (from: string, to: string): string => (from.startsWith(host.name) ? to : from);

  const relay = createRelay(timeline, random, nowUnixMs, {
    onSent: witness.sent,
    isTold: (notice) => notice.event !== 'peer-left' || !silent.has(notice.seat.roomId),
    onFrame: ({ roomId, from, to, bytes }, handOver, forge) => {
      const kind = plan.frame();
      note(() => `${from} → ${to}: ${describeFrame(bytes)}${fateOf(kind)}`);
      switch (kind) {
        case null:
          handOver();
          return;
        case 'drop':
          return;
        case 'duplicate':
          handOver();
          handOver();
          return;
        case 'repeat':
          handOver();
          timeline.after(DELAY_MS, handOver);
          return;
        case 'delay':
          timeline.after(DELAY_MS, handOver);
          return;
        case 'outlast':
          timeline.after(OUTLAST_MS, handOver);
          return;
        case 'hold':
          held.push(handOver);
          return;
        case 'hold-and-cut':
          held.push(handOver);
          silent.add(roomId);
          relay.cut(guestOf(from, to));
          return;
        case 'crash-sender':
          handOver();
          crash(from);
          return;
        case 'crash-receiver':
          crash(to);
          return;
        case 'cut-sender':
          handOver();
          relay.cut(from);
          return;
        case 'cut-receiver':
          relay.cut(to);
          return;
        case 'unplug-sender':
          handOver();
          unplug(from, UNPLUGGED_MS);
          return;
        case 'forge': {
          const attempt = parseFrame(bytes)?.attempt;
          if (attempt === undefined) return;
          forge(guestOf(from, to), encodeFrame({ type: 'err', attempt, code: 'state', left: 0 }));
          return;
        }
        case 'tamper':
          forge(
            to,
            Uint8Array.from(bytes, (byte, place) => (place === bytes.length - 1 ? byte ^ 1 : byte)),
          );
          return;
        case 'restart':
          relay.restart(RESTART_MS);
      }
    },
  });

  const wires = createWires(timeline, random, {
    onSent: witness.sent,
    onMessage: ({ from, to }) => {
      const kind = plan.message();
      note(() => `${from} ⇒ ${to}: a record${fateOf(kind)}`);
      switch (kind) {
        case null:
          return 'arrives';
        case 'silence':
          return 'lost';
        case 'close':
          return 'closed';
        case 'crash-sender':
          crash(from);
          return 'arrives';
        case 'crash-receiver':
          crash(to);
          return 'lost';
      }
    },
  });

  const stored = (): void => {
    witness.stored();
    const epoch = Math.max(0, ...[...host.browser.disk.chats.values()].map(({ keys }) => keys.cur.epoch));
    if (epoch === lastEpoch) return;
    lastEpoch = epoch;
    if (held.length > 0) timeline.after(1, letGo);
  };

  const tabs = {
    timeline,
    random,
    relay,
    wires,
    seed,
    nowUnixMs,
    onStored: stored,
    onWrite: (tab: string, what: string) => {
      const kind = full.has(tab) ? 'refuse' : plan.write();
      note(() => `${tab} stores: ${what}${fateOf(kind)}`);
      if (kind === 'refuse') return 'refused';
      if (kind === 'stall') return 'stalled';
      return kind ?? 'stored';
    },
  } as const;
  const host = createHostPerson(tabs, 'Maya');

  return {
    timeline,
    random,
    relay,
    witness,
    host,
    guests,
    nowUnixMs,
    letGo,
    note,
    createGuest: (name) => {
      const guest = createGuestPerson(tabs, name, link);
      guests.push(guest);
      return guest;
    },
    copies,
    copy: ({ browser }, name) => {
      const { chats, logs } = browser.disk;
      const copied = createGuestPerson(tabs, name, link, { chats: new Map(chats), logs: new Map(logs) });
      copies.push(copied);
      return copied;
    },
    everybody,
    isAsleep: () => isAsleep,
    unplug,
    wireCount: wires.count,
    fillDisk: (page, ms) => {
      full.add(page);
      timeline.after(ms, () => {
        full.delete(page);
      });
    },
    sleep: async (ms) => {
      isAsleep = true;
      const tabsNow = everybody().flatMap((person) => person.tab() ?? []);
      for (const tab of tabsNow) tab.freeze();
      await timeline.run(timeline.elapsedMs() + ms);
      isAsleep = false;
      for (const tab of tabsNow) tab.thaw();
    },
  };
}

function fateOf(kind: string | null): string {
  return kind === null ? '' : `   *** ${kind}`;
}

function describeFrame(bytes: Uint8Array): string {
  const frame = parseFrame(bytes);
  if (frame === null) return 'no frame';
  const attempt = toBase64Url(frame.attempt).slice(0, 4);
  switch (frame.type) {
    case 'hs1':
      return `HS1 ${frame.kind} epoch ${frame.epoch}, attempt ${attempt}`;
    case 'err':
      return `ERR ${frame.code}, attempt ${attempt}`;
    default:
      return `${frame.type.toUpperCase()}, attempt ${attempt}`;
  }
}
