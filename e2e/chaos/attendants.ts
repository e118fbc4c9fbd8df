/** People who look at their pages now and then, and do what these ask for. */
import type { AnyPerson } from './people.ts';
import { LIFETIME_SECONDS, PASSWORD, scriptOf, type Plot } from './plots.ts';
import { isOutOfDate, isStuck } from './screens.ts';
import type { Tab } from './tab.ts';
import type { ChaosWorld } from './world.ts';

const LOOK_EVERY_MS = 500;
const LOOK_ASLEEP_EVERY_MS = 60_000;
const REOPEN_AFTER_MS = 1_000;
/** The first time; twice as long each time after that. */
const NUDGE_AFTER_MS = 10_000;

export interface Wishes {
  isInvited(): boolean;
  /** The host looks at the chat, and not only at the list. */
  readonly isReading: boolean;
  /** Who wants the chat to end. */
  ender: AnyPerson | null;
  /** Who has ended it may stay away, and who has seen it gone need not open it again. */
  isOver: boolean;
}

export interface Attendants {
  /** How often a page waited for a person's word to try again. */
  nudges(): number;
  /** Whoever has nearly given up hopes again. */
  hope(): void;
  /** Nobody looks any more. */
  leave(): void;
}

export function attend(world: ChaosWorld, plot: Plot, wishes: Wishes): Attendants {
  const goneSince = new Map<string, number>();
  const nudged = new Map<string, { readonly atMs: number; readonly pauseMs: number }>();
  let nudges = 0;
  /** The page on which the invite was made. */
  let askedOn: Tab | null = null;

  const comeBack = (person: AnyPerson, now: number): void => {
    if (person.tab() !== null || !person.hasCome() || hasLeft(person, wishes)) {
      goneSince.delete(person.name);
      return;
    }
    const since = goneSince.get(person.name) ?? now;
    goneSince.set(person.name, since);
    if (now - since >= REOPEN_AFTER_MS) person.open();
  };

  const tryAgain = (person: AnyPerson, now: number): void => {
    const { atMs, pauseMs } = nudged.get(person.name) ?? { atMs: 0, pauseMs: NUDGE_AFTER_MS };
    if (now - atMs < pauseMs || !isStuck(person)) return;
    if (isOutOfDate(person) && world.copies.some((copy) => copy === person)) return;
    nudged.set(person.name, { atMs: now, pauseMs: 2 * pauseMs });
    nudges += 1;
    world.note(() => `${person.name} tries again`);
    person.side()?.retry(person.chat()?.id ?? '');
  };

  const typePasswords = (): void => {
    for (const guest of world.guests) {
      const view = guest.view();
      if (view?.screen !== 'password' || view.isTrying) continue;
      guest.password = PASSWORD;
      guest.side()?.tryPassword(PASSWORD);
    }
  };

  const attendHost = ({ host, timeline }: ChaosWorld): void => {
    const view = host.view();
    const side = host.side();
    if (view === null || side === null) return;
    if (view.isElsewhere) side.useHere();
    if (view.storage === 'loading') return;
    if (wishes.isReading) side.show(view.chats[0]?.id ?? null);
    // What lives in the page alone is gone with it: this person wants an invite that stays.
    if (view.storage === 'memory') {
      if (view.chats.length === 0) host.close();
      for (const { id } of view.chats) side.cancelInvite(id);
      return;
    }
    const { invite, answersAfterMs = 0 } = scriptOf(plot);
    // Storing it may take a while.
    if (view.chats.length === 0 && !wishes.isInvited() && askedOn !== host.tab()) {
      askedOn = host.tab();
      side.createInvite({
        label: '',
        lifetimeSeconds: LIFETIME_SECONDS,
        password: '',
        isAdmissionAsked: false,
        isRelayOnly: false,
        silenceDays: 10,
        disappearAfterSeconds: 0,
        ...invite,
      });
    }
    if (timeline.elapsedMs() < answersAfterMs) return;
    for (const { id, phase } of view.chats) {
      const [knock] = phase.is === 'invited' ? phase.knocking : [];
      if (knock !== undefined) side.admit(id, knock.guestId);
    }
  };

  const look = (): void => {
    leave = world.timeline.after(world.isAsleep() ? LOOK_ASLEEP_EVERY_MS : LOOK_EVERY_MS, look);
    if (world.isAsleep()) return;
    const now = world.timeline.elapsedMs();
    for (const person of world.everybody()) {
      comeBack(person, now);
      tryAgain(person, now);
      const chat = person.chat();
      if (wishes.ender === person && chat !== null && chat.phase.is !== 'ended') person.side()?.end(chat.id);
    }
    typePasswords();
    attendHost(world);
  };
  let leave = world.timeline.after(LOOK_EVERY_MS, look);
  return {
    nudges: () => nudges,
    hope: () => {
      nudged.clear();
    },
    leave: () => {
      leave();
    },
  };
}

/** A guest of whose copy nothing is left has no reason to come again. */
function hasLeft(person: AnyPerson, { ender, isOver }: Wishes): boolean {
  return person.role === 'guest' && (person === ender || isOver) && person.browser.disk.chats.size === 0;
}
