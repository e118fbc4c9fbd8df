/**
 * One life of a chat, from the invite over two reloads and a renewal of its keys to its end, with faults on the way; then the network is healed,
 * and everything that GC/1 promises must be so. Everything follows from the seed and the plan.
 */
import { parseMessageId } from '../../client/state/message-id.ts';
import type { ChatView, TextView } from '../../client/state/view.ts';
import type { Deed } from './deeds.ts';
import { doDeed, settleDown, textsOf } from './doing.ts';
import { createFaultPlan, type Fault, type Point } from './faults.ts';
import type { AnyPerson, GuestPerson } from './people.ts';
import type { Tab } from './tab.ts';
import { createChaosWorld, type ChaosWorld } from './world.ts';

/**
 * `door`: a password, mistyped once, and a host who asks before anybody joins. `rivals`: two guests with one link.
 * `thief`: somebody uses the link once it is claimed. `copy`: an old copy of the guest's browser wants to go on. `late`: both
 * go while the guest joins, and come back when the link's deadline is over. `ending`: the guest ends the chat. `dismissal`:
 * the host does. `unanswered`: nobody comes before the deadline. `unheard`: two are at the door, and nobody
 * hears them for longer than they wait.
 */
export const PLOTS = [
  'plain',
  'door',
  'rivals',
  'thief',
  'copy',
  'late',
  'ending',
  'dismissal',
  'unanswered',
  'unheard',
] as const;
export type Plot = (typeof PLOTS)[number];

export interface Outcome {
  /** Promises that were broken; empty when all is well. */
  readonly violations: readonly string[];
  /** How long it took, after the network had healed, until all was well. */
  readonly recoveryMs: number;
  /** What the story was made of until the network healed, faults or not. */
  readonly counts: Readonly<Record<Point, number>>;
  readonly met: readonly Fault[];
  readonly steps: number;
  /** How often a page waited for a person's word to try again. */
  readonly nudges: number;
}

/** Both online and the network healed: live within this time (GC/1 sections 8 and 11 add up to it; see docs). */
export const RECOVERY_BOUND_MS = 150_000;
const PATIENCE_MS = 40_000;
const LOOK_EVERY_MS = 500;
const LOOK_ASLEEP_EVERY_MS = 60_000;
const REOPEN_AFTER_MS = 1_000;
const NUDGE_EVERY_MS = 10_000;
const PASSWORD = 'river anchor';
/** Longer than a guest waits at the door (GC/1 section 11). */
const UNHEARD_MS = 10 * 60_000 + 30_000;
const LIFETIME_SECONDS = 3_600;
/** Longer than keys are used (GC/1 section 9). */
const SLEEP_MS = 31 * 60_000;
/** Longer than anything that disappears after it was read. */
const SHREDDED_MS = 330_000;
/** Longer than a disk may stall. */
const SAID_MS = 40_000;
const SHREDDED_AFTER_MS = 5_000;

export interface Story {
  readonly seed: string;
  readonly plot: Plot;
  readonly faults: readonly Fault[];
  readonly deeds: readonly Deed[];
}

/** @param tell hears what happens, line by line */
export async function runStory(
  { seed, plot, faults, deeds }: Story,
  tell: ((line: string) => void) | null = null,
): Promise<Outcome> {
  const plan = createFaultPlan(faults);
  const invited = { link: '' };
  const world = createChaosWorld(seed, plan, () => invited.link, tell);
  const { timeline, host } = world;
  const ana = world.createGuest('Ana');
  const violations = new Set<string>();

  const within = (ms: number, isDone: () => boolean): Promise<boolean> =>
    timeline.run(timeline.elapsedMs() + ms, isDone);
  /** Who is in the chat, if it is not clear yet whom it is with. */
  const partner = (): GuestPerson => world.guests.find(isIn) ?? ana;
  const isLive = (): boolean => isOnline(host.chat()) && isOnline(partner().chat());
  const say = (words: string): void => {
    for (const person of [host, partner()]) send(person, `${words} of ${person.name}`);
  };

  const wishes: Wishes = {
    isInvited: () => invited.link !== '',
    isReading: deeds.length > 0,
    isTimed: deeds.some(({ kind }) => kind === 'timer'),
    askedOn: null,
    ender: null,
    nudges: 0,
  };
  attend(world, plot, wishes);
  host.open();
  await within(PATIENCE_MS, () => {
    if (host.view()?.storage === 'kept') invited.link = linkOf(host.chat());
    return invited.link !== '';
  });
  if (invited.link === '') throw new Error('internal: no invite was made');
  if (plot === 'door') ana.password = 'wrong';
  if (plot === 'unanswered') await world.sleep(LIFETIME_SECONDS * 1000);
  ana.open();
  if (plot === 'rivals' || plot === 'unheard') world.createGuest('Ben').open();
  if (plot === 'unheard') await within(UNHEARD_MS, never);
  if (plot === 'late') {
    await within(600, never);
    for (const person of world.everybody()) person.close();
    await world.sleep(LIFETIME_SECONDS * 1000);
    for (const person of world.everybody()) person.open();
  }
  await within(PATIENCE_MS, isLive);
  say('first words');
  await within(300, never);
  const copy = plot === 'copy' && isIn(partner()) ? world.copy(partner(), 'Old Ana') : null;
  if (plot === 'thief') world.createGuest('Mallory').open();
  partner().close();
  await within(200, never);
  partner().open();
  await within(PATIENCE_MS, isLive);
  say('second words');
  await within(50, never);
  for (const [place, deed] of deeds.entries()) {
    await within(deed.afterMs, never);
    await doDeed(world, deed, place, deed.by === 'host' ? host : partner(), world.witness.broken);
  }
  host.close();
  await within(200, never);
  host.open();
  await within(PATIENCE_MS, isLive);
  say('third words');
  await world.sleep(SLEEP_MS);
  say('words after sleep');
  await within(PATIENCE_MS, isLive);
  await within(500, never);
  say('fourth words');
  copy?.open();
  if (plot === 'ending' || plot === 'dismissal') {
    await within(100, never);
    wishes.ender = plot === 'ending' ? partner() : host;
    await within(PATIENCE_MS, () => isNothingLeft(world, plot));
  }

  plan.heal();
  world.letGo();
  settleDown(world);
  world.note(() => 'the network is healed');
  const healedAtMs = timeline.elapsedMs();
  let recoveryMs: number;
  if (plot === 'ending' || plot === 'dismissal') {
    // What could not be erased is met again, and erased, when the page is opened the next time.
    if (!isAllGivenBack(world, plot)) violations.add('ended, and the page still holds something of it');
    wishes.ender?.close();
    if (!(await within(RECOVERY_BOUND_MS, () => isNothingLeft(world, plot)))) {
      violations.add('ended, and something is left');
    }
    recoveryMs = timeline.elapsedMs() - healedAtMs;
  } else {
    const isExpired = (): boolean => isLinkExpired(world, ana);
    if (!(await within(RECOVERY_BOUND_MS, () => isLive() || isExpired()))) violations.add('never live again');
    recoveryMs = timeline.elapsedMs() - healedAtMs;
    for (const person of [host, partner()]) person.side()?.setDisappearing(person.chat()?.id ?? '', 0);
    await within(1_000, never);
    say('last words');
    if (!(await within(SAID_MS, () => isAllSaid(world, partner(), wishes) || isExpired()))) {
      violations.add('words were lost');
      for (const person of [host, partner()]) world.note(() => `${person.name} sees ${describeTexts(person)}`);
    }
    if (wishes.isTimed) {
      await within(SHREDDED_MS, never);
      if (!isAllShredded(world, partner())) violations.add('what should have disappeared is still stored');
    }
    for (const [person, other] of [
      [host, partner()],
      [partner(), host],
    ] as const) {
      if (!isTrue(person, other)) violations.add('a screen says more than is so');
    }
    if (!(await within(RECOVERY_BOUND_MS, () => areOthersTurnedAway(world, plot, partner())))) {
      violations.add('somebody else has the link, and is not told that it is used, or the host is not told');
    }
  }
  for (const violation of world.witness.violations()) violations.add(violation);
  for (const person of world.everybody()) {
    person.closeOthers();
    person.crash();
  }
  return {
    violations: [...violations],
    recoveryMs,
    counts: plan.counts(),
    met: plan.met(),
    steps: timeline.steps(),
    nudges: wishes.nudges,
  };
}

interface Wishes {
  isInvited(): boolean;
  /** The host looks at the chat, and not only at the list. */
  readonly isReading: boolean;
  /** Each side goes by the timer it knows when it stores a text, so that one on its way may disappear on one side only. */
  readonly isTimed: boolean;
  /** The page on which the invite was made. */
  askedOn: Tab | null;
  /** Who wants the chat to end. */
  ender: AnyPerson | null;
  nudges: number;
}

/** People who look at their pages now and then, and do what these ask for. */
function attend(world: ChaosWorld, plot: Plot, wishes: Wishes): void {
  const goneSince = new Map<string, number>();
  const nudgedAt = new Map<string, number>();
  const isCopy = (person: AnyPerson): boolean => world.copies.some((copy) => copy === person);
  const look = (): void => {
    world.timeline.after(world.isAsleep() ? LOOK_ASLEEP_EVERY_MS : LOOK_EVERY_MS, look);
    if (world.isAsleep()) return;
    const now = world.timeline.elapsedMs();
    for (const person of world.everybody()) {
      if (person.tab() !== null) {
        goneSince.delete(person.name);
      } else if (person.hasCome() && !hasLeft(person, wishes)) {
        const since = goneSince.get(person.name) ?? now;
        goneSince.set(person.name, since);
        if (now - since >= REOPEN_AFTER_MS) person.open();
      }
      const isTimeToNudge = now - (nudgedAt.get(person.name) ?? 0) >= NUDGE_EVERY_MS;
      if (isTimeToNudge && isStuck(person) && !(isOutOfDate(person) && isCopy(person))) {
        nudgedAt.set(person.name, now);
        wishes.nudges += 1;
        world.note(() => `${person.name} tries again`);
        person.side()?.retry(person.chat()?.id ?? '');
      }
      const chat = person.chat();
      if (wishes.ender === person && chat !== null && chat.phase.is !== 'ended') person.side()?.end(chat.id);
    }
    attendDoor(world, plot, wishes);
  };
  world.timeline.after(LOOK_EVERY_MS, look);
}

function attendDoor({ host, guests, timeline }: ChaosWorld, plot: Plot, wishes: Wishes): void {
  const { isInvited, isReading } = wishes;
  for (const guest of guests) {
    const view = guest.view();
    if (view?.screen !== 'password' || view.isTrying) continue;
    guest.password = PASSWORD;
    guest.side()?.tryPassword(PASSWORD);
  }
  const view = host.view();
  const side = host.side();
  if (view === null || side === null) return;
  if (view.isElsewhere) side.useHere();
  if (view.storage === 'loading') return;
  if (isReading) side.show(view.chats[0]?.id ?? null);
  // What lives in the page alone is gone with it: this person wants an invite that stays.
  if (view.storage === 'memory') {
    if (view.chats.length === 0) host.close();
    for (const { id } of view.chats) side.cancelInvite(id);
    return;
  }
  // Storing it may take a while.
  if (view.chats.length === 0 && !isInvited() && wishes.askedOn !== host.tab()) {
    wishes.askedOn = host.tab();
    side.createInvite({
      label: '',
      lifetimeSeconds: LIFETIME_SECONDS,
      password: plot === 'door' ? PASSWORD : '',
      isAdmissionAsked: plot === 'door' || plot === 'unheard',
      isRelayOnly: false,
      silenceDays: 10,
      disappearAfterSeconds: 0,
    });
  }
  for (const { id, phase } of view.chats) {
    const [knock] = phase.is === 'invited' ? phase.knocking : [];
    const isHeard = plot !== 'unheard' || timeline.elapsedMs() > UNHEARD_MS;
    if (knock !== undefined && isHeard) side.admit(id, knock.guestId);
  }
}

/** A guest who has ended the chat, and of whose copy nothing is left. */
function hasLeft(person: AnyPerson, { ender }: Wishes): boolean {
  return person.role === 'guest' && person === ender && person.browser.disk.chats.size === 0;
}

function never(): boolean {
  return false;
}

/** '' while there is none. */
function linkOf(chat: ChatView | null): string {
  return chat?.phase.is === 'invited' ? chat.phase.link : '';
}

function isOnline(chat: ChatView | null): boolean {
  return chat?.phase.is === 'open' && chat.phase.presence === 'online';
}

function isIn({ browser }: GuestPerson): boolean {
  return [...browser.disk.chats.values()].some(({ keys }) => keys.seat !== null);
}

function isOutOfDate(person: AnyPerson): boolean {
  const phase = person.chat()?.phase;
  return phase?.is === 'broken' && phase.failure === 'old-copy';
}

/** A page that waits for a person's word, and cannot go on without. */
function isStuck(person: AnyPerson): boolean {
  if (person.chat()?.phase.is === 'broken') return true;
  const view = person.view();
  return person.role === 'guest' && view !== null && 'screen' in view && view.screen === 'failure' && view.canRetry;
}

function send(person: AnyPerson, words: string): void {
  const chat = person.chat();
  if (chat !== null) person.side()?.send(chat.id, words, null);
}

/** What each wrote and stored is there at the other, once and in order. */
function isAllSaid(world: ChaosWorld, guest: GuestPerson, { isReading, isTimed }: Wishes): boolean {
  const { host } = world;
  const [hosts, guests] = [textsOf(host.chat()), textsOf(guest.chat())];
  const isRead = ({ author, delivery }: TextView): boolean =>
    author === 'other' || delivery === 'read' || delivery === 'not-sent';
  const from = (texts: readonly TextView[], author: 'me' | 'other'): string =>
    texts
      .filter((one) => one.author === author && one.delivery !== 'not-sent')
      .map(({ text }) => text)
      .join('\n');
  return (
    (!isReading || [...hosts, ...guests].every(isRead)) &&
    hosts.some(({ text }) => text === `last words of ${guest.name}`) &&
    guests.some(({ text }) => text === `last words of ${host.name}`) &&
    (isTimed || (from(hosts, 'me') === from(guests, 'other') && from(guests, 'me') === from(hosts, 'other')))
  );
}

function describeTexts(person: AnyPerson): string {
  return textsOf(person.chat())
    .map(({ author, text, delivery }) => `${author}: ${text} (${delivery ?? 'theirs'})`)
    .join(', ');
}

/** What a screen calls delivered is stored at the other's, and what it calls read was seen there. */
function isTrue(person: AnyPerson, other: AnyPerson): boolean {
  const log = other.browser.disk.logs.get(other.chat()?.id ?? '');
  return textsOf(person.chat()).every(({ id, delivery }) => {
    const seq = parseMessageId(id)?.seq ?? 0;
    if (delivery === 'read') return seq <= (log?.counters.otherRead ?? 0);
    return delivery !== 'delivered' || seq <= (log?.counters.otherCum ?? 0);
  });
}

/** Lines whose time has come are gone from every disk, soon after. */
function isAllShredded({ host, nowUnixMs }: ChaosWorld, guest: GuestPerson): boolean {
  return [host, guest].every(({ browser }) => {
    const now = nowUnixMs() + browser.clockErrorMs - SHREDDED_AFTER_MS;
    return [...browser.disk.logs.values()].every(({ rows }) =>
      rows.every(({ entry }) => entry.is !== 'line' || typeof entry.expiry !== 'number' || entry.expiry > now),
    );
  });
}

/** The page of whoever ended the chat is open, and nothing in it runs for that chat any more. */
function isAllGivenBack(world: ChaosWorld, plot: Plot): boolean {
  const leaver = world.guests.find(({ browser }) => browser.disk.chats.size === 0);
  const tab = plot === 'ending' ? leaver?.tab() : world.host.tab();
  if (tab === undefined || tab === null || !isNothingLeft(world, plot)) return true;
  const { timers, locks } = tab.holdings();
  return timers === 0 && locks === (plot === 'ending' ? 0 : 1) && world.wireCount(tab.name) === 0;
}

/** Nobody had claimed the link in time, and both are told. */
function isLinkExpired({ host }: ChaosWorld, guest: GuestPerson): boolean {
  const view = guest.view();
  return host.chat()?.phase.is === 'expired' && view?.screen === 'failure' && view.failure === 'expired';
}

function areOthersTurnedAway({ host, guests, copies }: ChaosWorld, plot: Plot, partner: GuestPerson): boolean {
  const others = guests.filter((guest) => guest !== partner);
  const isToldUsed = (guest: GuestPerson): boolean => {
    const view = guest.view();
    return view?.screen === 'failure' && view.failure === 'used';
  };
  return (
    others.every(isToldUsed) &&
    // A host who had both at the door knows.
    (others.length === 0 || plot === 'unheard' || host.chat()?.hasSomeoneElseTried === true) &&
    copies.every(isOutOfDate) &&
    (copies.length === 0 || host.chat()?.hasOldCopyTried === true)
  );
}

/** Nothing that was said is on any disk; who ended has forgotten the chat, and a host has taken its rooms away. */
function isNothingLeft({ host, guests, relay }: ChaosWorld, plot: Plot): boolean {
  const logs = [host, ...guests].flatMap(({ browser }) => [...browser.disk.logs.values()]);
  const isSilent = logs.every(({ rows }) => rows.length === 0);
  const isForgotten =
    plot === 'ending' ? guests.every(({ browser }) => browser.disk.chats.size === 0) : relay.roomCount() === 0;
  return isSilent && isForgotten;
}
