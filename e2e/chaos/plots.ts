/**
 * What a story is about: one life of a chat, from the invite over two reloads and a renewal of its keys to its last words,
 * and what each plot adds to it.
 */
import type { NewInvite } from '../../client/state/view.ts';
import type { Deed } from './deeds.ts';
import { doDeed } from './doing.ts';
import type { AnyPerson, GuestPerson } from './people.ts';
import { isIn } from './screens.ts';
import type { ChaosWorld } from './world.ts';

/** The people of one story, and what they do and wait for. */
export interface Scene {
  readonly world: ChaosWorld;
  /** Who gets the link first. */
  readonly ana: GuestPerson;
  /** The guest in the chat, or who is to be. */
  partner(): GuestPerson;
  isInvited(): boolean;
  /** Both see the other online. */
  isLive(): boolean;
  /** Both write. */
  say(words: string): void;
  /** @returns whether it came about in so long */
  within(ms: number, isDone: () => boolean): Promise<boolean>;
  pause(ms: number): Promise<void>;
}

interface Script {
  /** What is special about the link. */
  readonly invite?: Partial<NewInvite>;
  /** A host who is asked at the door answers when the story is so old. */
  readonly answersAfterMs?: number;
  /** The invite is made, and nobody has come yet. */
  readonly invited?: (scene: Scene) => void | Promise<void>;
  /** The guest has opened the link. */
  readonly joining?: (scene: Scene) => void | Promise<void>;
  /** The first words were said. */
  readonly met?: (scene: Scene) => void;
  /** The last words were said, and the network has not healed yet. */
  readonly last?: (scene: Scene) => void | Promise<void>;
  /** How the chat ends; else it goes on. */
  readonly ending?: 'guest' | 'host' | 'silence';
}

export const PASSWORD = 'river anchor';
export const LIFETIME_SECONDS = 3_600;
export const PATIENCE_MS = 40_000;
/** Longer than a guest waits at the door (GC/1 section 11). */
const UNHEARD_MS = 10 * 60_000 + 30_000;
/** Longer than keys are used (GC/1 section 9). */
const SLEEP_MS = 31 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Longer than a clock is wrong in any story. */
const CLOCK_ERRORS_MS = 2 * 60 * 60_000;

const SCRIPTS = {
  plain: {},
  /** A password, mistyped once, and a host who asks before anybody joins. */
  door: {
    invite: { password: PASSWORD, isAdmissionAsked: true },
    invited: ({ ana }) => {
      ana.password = 'wrong';
    },
  },
  /** Two guests with one link. */
  rivals: {
    joining: ({ world }) => {
      world.createGuest('Ben').open();
    },
  },
  /** Two are at the door, and nobody hears them for longer than they wait. */
  unheard: {
    invite: { isAdmissionAsked: true },
    answersAfterMs: UNHEARD_MS,
    joining: async ({ world, pause }) => {
      world.createGuest('Ben').open();
      await pause(UNHEARD_MS);
    },
  },
  /** Both go while the guest joins, and come back when the link's deadline is over. */
  late: {
    joining: async ({ world, pause }) => {
      await pause(600);
      for (const person of world.everybody()) person.close();
      await world.sleep(LIFETIME_SECONDS * 1000);
      for (const person of world.everybody()) person.open();
    },
  },
  /** Nobody comes before the deadline. */
  unanswered: {
    invited: ({ world }) => world.sleep(LIFETIME_SECONDS * 1000),
  },
  /** Somebody uses the link once it is claimed. */
  thief: {
    met: ({ world }) => {
      world.createGuest('Mallory').open();
    },
  },
  /** An old copy of the guest's browser wants to go on. */
  copy: {
    met: keepCopy,
    last: openCopies,
  },
  ending: { ending: 'guest' },
  /** The host ends the chat. An old copy of the guest's browser comes too late. */
  dismissal: { ending: 'host', met: keepCopy },
  /** Nobody says anything for a day, which is as long as the chat was to last. */
  silence: {
    invite: { silenceDays: 1 },
    ending: 'silence',
    last: ({ world }) => world.sleep(DAY_MS + CLOCK_ERRORS_MS, 'stop'),
  },
} as const satisfies Readonly<Record<string, Script>>;

export type Plot = keyof typeof SCRIPTS;

/** Drawn from by place. */
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
  'silence',
] as const satisfies readonly Plot[];

export function scriptOf(plot: Plot): Script {
  return SCRIPTS[plot];
}

/** Everything up to the last words. */
export async function act(
  scene: Scene,
  { invited, joining, met, last }: Script,
  deeds: readonly Deed[],
): Promise<void> {
  const { world, ana, partner, isLive, say, within, pause } = scene;
  const { host, witness } = world;
  host.open();
  if (!(await within(PATIENCE_MS, scene.isInvited))) throw new Error('internal: no invite was made');
  await invited?.(scene);
  ana.open();
  await joining?.(scene);
  await within(PATIENCE_MS, isLive);
  say('first words');
  await pause(300);
  met?.(scene);
  await reload(scene, partner());
  say('second words');
  await pause(50);
  for (const [place, deed] of deeds.entries()) {
    await pause(deed.afterMs);
    await doDeed(world, deed, place, deed.by === 'host' ? host : partner(), witness.broken);
  }
  await reload(scene, host);
  say('third words');
  await world.sleep(SLEEP_MS);
  say('words after sleep');
  await within(PATIENCE_MS, isLive);
  await pause(500);
  say('fourth words');
  await last?.(scene);
}

async function reload({ isLive, within, pause }: Scene, person: AnyPerson): Promise<void> {
  person.close();
  await pause(200);
  person.open();
  await within(PATIENCE_MS, isLive);
}

function keepCopy({ world, partner }: Scene): void {
  if (isIn(partner())) world.copy(partner(), 'Old Ana');
}

function openCopies({ world }: Scene): void {
  for (const copy of world.copies) copy.open();
}
