/**
 * One page of a simulated browser: everything it has of the world goes through here, so that it can be frozen, and can
 * die at any moment, with nothing of it left but what is on its disk.
 */
import type { Clock, CreateTransport, RandomBytes, Signaling } from '../../client/session/ports.ts';
import { createFakePage, type FakePage } from '../../client/session/testing/fake-page.ts';
import type { HeldLock, Locks } from '../../client/state/ports.ts';
import { StorageError } from '../../client/state/storage-error.ts';
import type { Random } from '../fuzz/random.ts';
import type { Write } from './disk.ts';
import { createLane } from './lane.ts';
import type { Relay } from './relay.ts';
import type { Timeline } from './timeline.ts';
import type { Wires } from './wires.ts';

/** What becomes of one write. */
export type WriteFate = 'stored' | 'refused' | 'stalled' | 'crash-before' | 'crash-after';

export interface TabWorld {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly relay: Relay;
  readonly wires: Wires;
  /** Each write, as it reaches the disk. */
  onWrite(tab: string, what: string): WriteFate;
  /** Something on a disk may be different now. */
  onStored(): void;
}

export interface Tab {
  readonly name: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly page: FakePage;
  readonly createTransport: CreateTransport;
  readonly createSignaling: () => Signaling;
  readonly locks: Locks;
  readonly write: Write;
  isAlive(): boolean;
  /** Neither frozen nor gone. */
  isRunning(): boolean;
  /** What it stores has to wait. */
  isStalled(): boolean;
  /** What the page has not given back yet. */
  holdings(): { readonly timers: number; readonly locks: number };
  /**
   * Nothing runs until `thaw`; what comes meanwhile waits.
   * @param timers `stop`: the device sleeps, and no time goes by for them
   */
  freeze(timers?: 'go-on' | 'stop'): void;
  thaw(): void;
  /** The page is gone in the middle of whatever it was doing. */
  crash(): void;
  /** The page is closed: it may say so to the other side. */
  close(): void;
}

const SLOWEST_WRITE_MS = 6;
/** Longer than any step may take (GC/1 section 11). */
const STALLED_MS = 25_000;

/** @param nowUnixMs the device's clock */
export function openTab(
  world: TabWorld,
  name: string,
  browser: { readonly locks: Locks; readonly nowUnixMs: () => number },
  random: RandomBytes,
): Tab {
  const { timeline, relay, wires } = world;
  let state: 'running' | 'frozen' | 'dead' = 'running';
  let waiting: (() => void)[] = [];
  /** While the device sleeps: since when. */
  let stoppedAtMs: number | null = null;
  /** What fell due in that time is started anew, with what was left. */
  let stopped: (() => void)[] = [];
  const timers = new Set<() => void>();
  const held = new Set<HeldLock>();
  const lines = new Set<() => void>();
  const queue = createLane(timeline, world.random, SLOWEST_WRITE_MS);
  let stalledUntilMs = 0;
  const page = createFakePage();

  const enter = (event: () => void): void => {
    if (state === 'running') event();
    else if (state === 'frozen') waiting.push(event);
  };

  const crash = (): void => {
    if (state === 'dead') return;
    state = 'dead';
    waiting = [];
    stopped = [];
    for (const cancel of [...timers]) cancel();
    for (const leave of lines) leave();
    for (const lock of held) lock.release();
    relay.forget(name);
    if (world.random.below(2) === 0) wires.hangUp(name);
  };

  const hold = (lock: HeldLock): HeldLock => {
    held.add(lock);
    return {
      release: () => {
        held.delete(lock);
        lock.release();
      },
      lost: new Promise((resolve) => {
        void lock.lost.then(() => {
          enter(resolve);
        });
      }),
    };
  };

  const tab: Tab = {
    name,
    random,
    page,
    createTransport: wires.createFor(name, enter),
    createSignaling: () => relay.connect(name, enter),
    isAlive: () => state !== 'dead',
    isRunning: () => state === 'running',
    isStalled: () => stalledUntilMs >= timeline.elapsedMs(),
    holdings: () => ({ timers: timers.size, locks: held.size }),
    clock: {
      now: browser.nowUnixMs,
      after: (delayMs, callback) => {
        if (state === 'dead') return () => undefined;
        let stop = (): void => undefined;
        const start = (leftMs: number): void => {
          const dueMs = timeline.elapsedMs() + leftMs;
          stop = timeline.after(leftMs, () => {
            if (stoppedAtMs !== null) {
              const restMs = dueMs - stoppedAtMs;
              stopped.push(() => {
                if (timers.has(cancel)) start(restMs);
              });
              return;
            }
            // One that falls due while the page is frozen can still be cancelled by what comes before it.
            enter(() => {
              if (timers.delete(cancel)) callback();
            });
          });
        };
        const cancel = (): void => {
          timers.delete(cancel);
          stop();
        };
        timers.add(cancel);
        start(delayMs);
        return cancel;
      },
    },
    locks: {
      acquire: async (lockName) => {
        const lock = state === 'dead' ? null : await browser.locks.acquire(lockName);
        return lock === null ? null : hold(lock);
      },
      steal: async (lockName) => hold(await browser.locks.steal(lockName)),
      whenFree: (lockName, granted) => {
        let leave = (): void => undefined;
        leave = browser.locks.whenFree(lockName, (lock) => {
          lines.delete(leave);
          const mine = hold(lock);
          enter(() => {
            granted(mine);
          });
        });
        lines.add(leave);
        return leave;
      },
    },
    write: (what, change) =>
      new Promise((resolve, reject) => {
        if (state === 'dead') return;
        const reach = (): void => {
          const waitMs = stalledUntilMs - timeline.elapsedMs();
          if (waitMs > 0) {
            timeline.after(waitMs, reach);
            return;
          }
          if (state === 'dead') return;
          const fate = world.onWrite(name, what);
          if (fate === 'stalled') {
            stalledUntilMs = timeline.elapsedMs() + STALLED_MS;
            timeline.after(STALLED_MS, () => {
              store(fate);
            });
          } else {
            store(fate);
          }
        };
        const store = (fate: WriteFate): void => {
          if (state === 'dead') return;
          if (fate === 'crash-before') {
            crash();
            return;
          }
          try {
            if (fate === 'refused') throw new StorageError('quota');
            change();
          } catch (error) {
            enter(() => {
              reject(error instanceof Error ? error : new Error('internal: thrown without an error'));
            });
            return;
          }
          world.onStored();
          if (fate === 'crash-after') crash();
          enter(resolve);
        };
        queue(reach);
      }),
    freeze: (timing = 'go-on') => {
      if (state === 'running') state = 'frozen';
      if (timing === 'stop') stoppedAtMs = timeline.elapsedMs();
    },
    thaw: () => {
      if (state !== 'frozen') return;
      state = 'running';
      stoppedAtMs = null;
      for (const start of stopped.splice(0)) start();
      for (const event of waiting.splice(0)) enter(event);
      enter(() => {
        page.emit('resumed');
      });
    },
    crash,
    close: () => {
      if (state === 'running') page.emit('leaving');
      crash();
    },
  };
  return tab;
}
