/** A host, guests, a server and the wires between them under one seed, with a plan of what goes wrong. */
import { toBase64Url } from '../../client/protocol/bytes.ts';
import { encodeFrame, parseFrame, type RefusalCode } from '../../client/protocol/frame.ts';
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
  sleep(ms: number, timers?: 'go-on' | 'stop'): Promise<void>;
  isAsleep(): boolean;
  /** A page's network is gone for so long, and nobody is told. */
  unplug(page: string, ms: number): void;
  /** For so long the page can store nothing. */
  fillDisk(page: string, ms: number): void;
  /** What this page has not given back; nothing when it is gone. */
  holdings(page: string): Holdings;
  nowUnixMs(): number;
  /** A line of the story, if anybody wants to read it. */
  note(line: () => string): void;
  /** Frames that the server holds back are handed over now. */
  letGo(): void;
  /** Whether the server knows anything of anybody, once all pages are gone and every room has expired. */
  leftOnServer(): Promise<boolean>;
}

export interface Holdings {
  readonly timers: number;
  readonly locks: number;
  /** Data channels that are not closed. */
  readonly wires: number;
  /** Connections to the server. */
  readonly sockets: number;
}

const START_UNIX_MS = Date.UTC(2026, 10, 23, 14, 5);
const DELAY_MS = 3_000;
/** Longer than any step may take (GC/1 section 11). */
const OUTLAST_MS = 25_000;
const RESTART_MS = 2_000;
const DENIALS = 4;
const HINTS = ['version', 'busy', 'auth', 'password', 'claimed', 'expired', 'exhausted', 'denied'] as const;
const UNPLUGGED_MS = 8_000;
/** Longer than the server takes to notice that a connection is dead. */
const FORGOTTEN_MS = 50_000;

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
  /** How many more times nobody may join. */
  let denials = 0;

  const witness = createWitness(timeline.elapsedMs, () => ({
    host: host.browser.disk,
    guests: guests.map(({ name, browser }) => ({ name, disk: browser.disk })),
  }));

  const letGo = (): void => {
    silent.clear();
    denials = 0;
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
    mayJoin: () => {
      if (denials === 0) return true;
      denials -= 1;
      return false;
    },
    onFrame: ({ roomId, from, to, bytes }, handOver, lies) => {
      const kind = plan.frame();
      note(() => `${from} → ${to}: ${describeFrame(bytes)}${fateOf(kind)}`);
      const refuse = (code: RefusalCode): void => {
        const attempt = parseFrame(bytes)?.attempt;
        if (attempt !== undefined) lies.forge(guestOf(from, to), encodeFrame({ type: 'err', attempt, code, left: 0 }));
      };
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
        case 'forge':
          refuse('state');
          return;
        case 'hint':
          handOver();
          refuse(HINTS[plan.counts().frame % HINTS.length] ?? 'busy');
          return;
        case 'tamper':
          lies.forge(
            to,
            Uint8Array.from(bytes, (byte, place) => (place === bytes.length - 1 ? byte ^ 1 : byte)),
          );
          return;
        case 'say-left':
        case 'say-superseded':
          handOver();
          for (const page of [from, to]) lies.tell(page, kind === 'say-left' ? 'peer-left' : 'superseded');
          return;
        case 'deny-rooms':
          denials = DENIALS;
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
    holdings: (page) => ({
      ...(everybody()
        .find((person) => person.tab()?.name === page)
        ?.tab()
        ?.holdings() ?? { timers: 0, locks: 0 }),
      wires: wires.count(page),
      sockets: relay.connectionCount(page),
    }),
    leftOnServer: async () => {
      await timeline.run(timeline.elapsedMs() + FORGOTTEN_MS);
      return relay.isKnown();
    },
    fillDisk: (page, ms) => {
      full.add(page);
      timeline.after(ms, () => {
        full.delete(page);
      });
    },
    sleep: async (ms, timers = 'go-on') => {
      isAsleep = true;
      const tabsNow = everybody().flatMap((person) => person.tab() ?? []);
      for (const tab of tabsNow) tab.freeze(timers);
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
