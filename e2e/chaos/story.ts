/**
 * One life of a chat, from the invite over two reloads and a renewal of its keys to its end, with faults on the way; then the network is healed,
 * and everything that GC/1 promises must be so. Everything follows from the seed and the plan.
 */
import type { ChatView, TextView } from '../../client/state/view.ts';
import { createFaultPlan, type Fault, type Point } from './faults.ts';
import type { AnyPerson, GuestPerson } from './people.ts';
import { createChaosWorld, type ChaosWorld } from './world.ts';

/**
 * `door`: a password, mistyped once, and a host who asks before anybody joins. `rivals`: two guests with one link.
 * `thief`: somebody uses the link once it is claimed. `copy`: an old copy of the guest's browser wants to go on. `late`: both
 * go while the guest joins, and come back when the link's deadline is over. `ending`: the guest ends the chat. `dismissal`:
 * the host does.
 */
export const PLOTS = ['plain', 'door', 'rivals', 'thief', 'copy', 'late', 'ending', 'dismissal'] as const;
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
const LIFETIME_SECONDS = 3_600;
/** Longer than keys are used (GC/1 section 9). */
const SLEEP_MS = 31 * 60_000;

export interface Story {
  readonly seed: string;
  readonly plot: Plot;
  readonly faults: readonly Fault[];
}

/** @param tell hears what happens, line by line */
export async function runStory(
  { seed, plot, faults }: Story,
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

  const wishes: Wishes = { isInvited: () => invited.link !== '', ender: null, nudges: 0 };
  attend(world, plot, wishes);
  host.open();
  await within(PATIENCE_MS, () => {
    if (host.view()?.storage === 'kept') invited.link = linkOf(host.chat());
    return invited.link !== '';
  });
  if (invited.link === '') throw new Error('internal: no invite was made');
  if (plot === 'door') ana.password = 'wrong';
  ana.open();
  if (plot === 'rivals') world.createGuest('Ben').open();
  if (plot === 'late') {
    await within(600, never);
    for (const person of world.everybody()) person.close();
    await world.sleep(LIFETIME_SECONDS * 1000);
    for (const person of world.everybody()) person.open();
  }
  await within(PATIENCE_MS, isLive);
  say('first words');
  await within(300, never);
  const copy = plot === 'copy' ? world.copy(partner(), 'Old Ana') : null;
  if (plot === 'thief') world.createGuest('Mallory').open();
  partner().close();
  await within(200, never);
  partner().open();
  await within(PATIENCE_MS, isLive);
  say('second words');
  await within(50, never);
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
  world.note(() => 'the network is healed');
  const healedAtMs = timeline.elapsedMs();
  let recoveryMs: number;
  if (plot === 'ending' || plot === 'dismissal') {
    // What could not be erased is met again, and erased, when the page is opened the next time.
    wishes.ender?.close();
    if (!(await within(RECOVERY_BOUND_MS, () => isNothingLeft(world, plot)))) {
      violations.add('ended, and something is left');
    }
    recoveryMs = timeline.elapsedMs() - healedAtMs;
  } else {
    const isExpired = (): boolean => isLinkExpired(world, ana);
    if (!(await within(RECOVERY_BOUND_MS, () => isLive() || isExpired()))) violations.add('never live again');
    recoveryMs = timeline.elapsedMs() - healedAtMs;
    say('last words');
    if (!(await within(10_000, () => isAllSaid(world, partner()) || isExpired()))) violations.add('words were lost');
    if (!(await within(RECOVERY_BOUND_MS, () => areOthersTurnedAway(world, partner())))) {
      violations.add('somebody else has the link, and is not told that it is used, or the host is not told');
    }
  }
  for (const violation of world.witness.violations()) violations.add(violation);
  for (const person of world.everybody()) person.crash();
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

function attendDoor({ host, guests }: ChaosWorld, plot: Plot, { isInvited }: Wishes): void {
  for (const guest of guests) {
    const view = guest.view();
    if (view?.screen !== 'password' || view.isTrying) continue;
    guest.password = PASSWORD;
    guest.side()?.tryPassword(PASSWORD);
  }
  const view = host.view();
  const side = host.side();
  if (view === null || side === null || view.storage === 'loading') return;
  // What lives in the page alone is gone with it: this person wants an invite that stays.
  if (view.storage === 'memory') {
    if (view.chats.length === 0) host.close();
    for (const { id } of view.chats) side.cancelInvite(id);
    return;
  }
  if (view.chats.length === 0 && !isInvited()) {
    side.createInvite({
      label: '',
      lifetimeSeconds: LIFETIME_SECONDS,
      password: plot === 'door' ? PASSWORD : '',
      isAdmissionAsked: plot === 'door',
      isRelayOnly: false,
      silenceDays: 10,
      disappearAfterSeconds: 0,
    });
  }
  for (const { id, phase } of view.chats) {
    const [knock] = phase.is === 'invited' ? phase.knocking : [];
    if (knock !== undefined) side.admit(id, knock.guestId);
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
function isAllSaid({ host }: ChaosWorld, guest: GuestPerson): boolean {
  const [hosts, guests] = [textsOf(host), textsOf(guest)];
  const from = (texts: readonly TextView[], author: 'me' | 'other'): string =>
    texts
      .filter((one) => one.author === author && one.delivery !== 'not-sent')
      .map(({ text }) => text)
      .join('\n');
  return (
    hosts.some(({ text }) => text === `last words of ${guest.name}`) &&
    guests.some(({ text }) => text === `last words of ${host.name}`) &&
    from(hosts, 'me') === from(guests, 'other') &&
    from(guests, 'me') === from(hosts, 'other')
  );
}

function textsOf(person: AnyPerson): readonly TextView[] {
  return (person.chat()?.messages ?? []).filter((message) => message.is === 'text');
}

/** Nobody had claimed the link in time, and both are told. */
function isLinkExpired({ host }: ChaosWorld, guest: GuestPerson): boolean {
  const view = guest.view();
  return host.chat()?.phase.is === 'expired' && view?.screen === 'failure' && view.failure === 'expired';
}

function areOthersTurnedAway({ host, guests, copies }: ChaosWorld, partner: GuestPerson): boolean {
  const others = guests.filter((guest) => guest !== partner);
  const isToldUsed = (guest: GuestPerson): boolean => {
    const view = guest.view();
    return view?.screen === 'failure' && view.failure === 'used';
  };
  return (
    others.every(isToldUsed) &&
    (others.length === 0 || host.chat()?.hasSomeoneElseTried === true) &&
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
