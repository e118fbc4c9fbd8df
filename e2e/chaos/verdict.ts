/** After the network has healed: waits for as long as GC/1 may take, and names what it promises and does not hold. */
import type { Deed } from './deeds.ts';
import type { Wishes } from './attendants.ts';
import { scriptOf, type Plot, type Scene } from './plots.ts';
import {
  areOthersTurnedAway,
  isAllGone,
  isAllSaid,
  isAllShredded,
  isLinkExpired,
  isLinkForgotten,
  isNothingSaidLeft,
  isTrue,
} from './promises.ts';
import { describeTexts, isOnline } from './screens.ts';

/** Both online and the network healed: live within this time (GC/1 sections 8 and 11 add up to it; see docs). */
export const RECOVERY_BOUND_MS = 150_000;
/** Longer than a disk may stall. */
const SAID_MS = 40_000;
/** Longer than anything that disappears after it was read. */
const SHREDDED_MS = 330_000;
/** An end that was received is remembered for a day, by a clock that may have been set meanwhile. */
const AFTERLIFE_MS = 26 * 60 * 60_000;
/** Longer than what a page does only once after it has met the other. */
const REST_MS = 60_000;
/** Enough that a page has lived through something. */
const MANY_DEEDS = 8;
/** After it neither the link's deadline nor a message's time to be edited is to come, however the clocks were set. */
const ALL_PAST_MS = 3 * 60 * 60_000;
const SAMPLES = 20;
const SAMPLE_EVERY_MS = 1_000;

export interface Verdict {
  readonly violations: readonly string[];
  /** Until all was well. */
  readonly recoveryMs: number;
}

type Broken = (promise: string) => void;

export async function judge(scene: Scene, plot: Plot, wishes: Wishes, deeds: readonly Deed[]): Promise<Verdict> {
  const violations = new Set<string>();
  const broken: Broken = (promise) => violations.add(promise);
  const healedAtMs = scene.world.timeline.elapsedMs();
  const untilWell = (): number => scene.world.timeline.elapsedMs() - healedAtMs;
  const { ending } = scriptOf(plot);
  const recoveryMs =
    ending === undefined
      ? await judgeWhatGoesOn(scene, plot, wishes, deeds, untilWell, broken)
      : await judgeWhatEnds(scene, ending, wishes, untilWell, broken);
  return { violations: [...violations], recoveryMs };
}

async function judgeWhatGoesOn(
  scene: Scene,
  plot: Plot,
  wishes: Wishes,
  deeds: readonly Deed[],
  untilWell: () => number,
  broken: Broken,
): Promise<number> {
  const { world, ana, partner, isLive, within, pause, say } = scene;
  const { host } = world;
  const isExpired = (): boolean => isLinkExpired(world, ana);
  if (!(await within(RECOVERY_BOUND_MS, () => isLive() || isExpired()))) broken('never live again');
  const recoveryMs = untilWell();
  if (isExpired()) {
    if (!(await within(SAID_MS, () => isLinkForgotten(world)))) broken('expired, and something of the link is left');
    return recoveryMs;
  }
  const wasClockSetBack = deeds.some(({ kind, by }) => kind === 'clock-back' && by === 'host');
  if (plot === 'unanswered' && !wasClockSetBack) broken('somebody came in after the deadline');

  for (const person of [host, partner()]) person.side()?.setDisappearing(person.chat()?.id ?? '', 0);
  await pause(1_000);
  say('last words');
  const isTimed = deeds.some(({ kind }) => kind === 'timer');
  if (!(await within(SAID_MS, () => isAllSaid(world, partner(), { ...wishes, isTimed })))) {
    broken('words were lost');
    for (const person of [host, partner()]) world.note(() => `${person.name} sees ${describeTexts(person)}`);
  }
  if (isTimed) {
    await pause(SHREDDED_MS);
    if (!isAllShredded(world, partner())) broken('what should have disappeared is still stored');
  }
  if (!isTrue(host, partner()) || !isTrue(partner(), host)) broken('a screen says more than is so');
  if (!(await within(RECOVERY_BOUND_MS, () => areOthersTurnedAway(world, partner(), plot === 'unheard')))) {
    broken('somebody else has the link, and is not told that it is used, or the host is not told');
  }
  if (deeds.length >= MANY_DEEDS) await judgeHoldings(scene, broken);
  return recoveryMs;
}

async function judgeWhatEnds(
  scene: Scene,
  by: 'guest' | 'host' | 'silence',
  wishes: Wishes,
  untilWell: () => number,
  broken: Broken,
): Promise<number> {
  const { world, within, pause } = scene;
  if (by !== 'silence') {
    // What could not be erased is met again, and erased, when the page is opened the next time.
    const tab = wishes.ender?.tab() ?? null;
    if (tab !== null && isNothingSaidLeft(world, by)) {
      const { timers, locks, wires, sockets } = world.holdings(tab.name);
      const isHost = by === 'host';
      if (timers > 0 || wires > 0 || locks > Number(isHost) || sockets > Number(isHost)) {
        broken('ended, and the page still holds something of it');
      }
    }
    wishes.ender?.close();
    if (!(await within(RECOVERY_BOUND_MS, () => isNothingSaidLeft(world, by)))) broken('ended, and something is left');
  }
  const recoveryMs = untilWell();
  for (const copy of world.copies) copy.open();
  await pause(REST_MS);
  if (world.everybody().some((person) => isOnline(person.chat()) || wiresOf(scene, person.tab()?.name) > 0)) {
    broken('ended, and a session goes on or began');
  }
  if (by !== 'silence') await world.sleep(AFTERLIFE_MS);
  if (!(await within(RECOVERY_BOUND_MS, () => isAllGone(world)))) broken('ended long ago, and something is left');
  return recoveryMs;
}

/** A page that has been through all this holds no more than one that was just opened. */
async function judgeHoldings(scene: Scene, broken: Broken): Promise<void> {
  const { world, partner, isLive, within, pause } = scene;
  const people = [world.host, partner()];
  await world.sleep(ALL_PAST_MS);
  if (!(await within(RECOVERY_BOUND_MS, isLive))) broken('never live again');
  const before = await leastHoldings(scene);
  for (const person of people) person.close();
  await pause(200);
  for (const person of people) person.open();
  if (!(await within(RECOVERY_BOUND_MS, isLive))) broken('never live again');
  const fresh = await leastHoldings(scene);
  for (const [place, person] of people.entries()) {
    for (const what of ['timers', 'locks', 'wires', 'sockets'] as const) {
      const [is, was] = [before[place]?.[what] ?? 0, fresh[place]?.[what] ?? 0];
      if (is <= was) continue;
      world.note(() => `${person.name} holds ${is} ${what}, and ${was} when just opened`);
      broken('a page at rest holds more than one that was just opened');
    }
  }
}

/** Of each of the two, at rest. */
async function leastHoldings({ world, partner, pause }: Scene) {
  await pause(REST_MS);
  const least = [world.host, partner()].map(() => ({
    timers: Infinity,
    locks: Infinity,
    wires: Infinity,
    sockets: Infinity,
  }));
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await pause(SAMPLE_EVERY_MS);
    for (const [place, person] of [world.host, partner()].entries()) {
      const now = world.holdings(person.tab()?.name ?? '');
      const one = least[place];
      if (one === undefined) continue;
      for (const what of ['timers', 'locks', 'wires', 'sockets'] as const) one[what] = Math.min(one[what], now[what]);
    }
  }
  return least;
}

function wiresOf({ world }: Scene, page: string | undefined): number {
  return page === undefined ? 0 : world.holdings(page).wires;
}
