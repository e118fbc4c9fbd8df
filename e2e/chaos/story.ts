/**
 * One story: a plot, with faults and deeds on the way; then the network is healed, and everything that GC/1 promises must be
 * so. Everything follows from the seed and the plan.
 */
import { attend, type Wishes } from './attendants.ts';
import type { Deed } from './deeds.ts';
import { settleDown } from './doing.ts';
import { createFaultPlan, type Fault, type Point } from './faults.ts';
import type { GuestPerson } from './people.ts';
import { act, PATIENCE_MS, scriptOf, type Plot, type Scene } from './plots.ts';
import { isNothingSaidLeft } from './promises.ts';
import { isIn, isOnline, linkOf } from './screens.ts';
import { judge } from './verdict.ts';
import { createChaosWorld } from './world.ts';

export interface Story {
  readonly seed: string;
  readonly plot: Plot;
  readonly faults: readonly Fault[];
  readonly deeds: readonly Deed[];
}

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

/** @param tell hears what happens, line by line */
export async function runStory(
  { seed, plot, faults, deeds }: Story,
  tell: ((line: string) => void) | null = null,
): Promise<Outcome> {
  const plan = createFaultPlan(faults);
  const script = scriptOf(plot);
  let link = '';
  const world = createChaosWorld(seed, plan, () => link, tell);
  const { timeline, host, witness } = world;
  const ana = world.createGuest('Ana');
  const within: Scene['within'] = (ms, isDone) => timeline.run(timeline.elapsedMs() + ms, isDone);
  const partner = (): GuestPerson => world.guests.find(isIn) ?? ana;
  const scene: Scene = {
    world,
    ana,
    partner,
    within,
    pause: async (ms) => {
      await within(ms, () => false);
    },
    isInvited: () => {
      // One that could only be kept in the page is taken back.
      if (link === '' && host.view()?.storage === 'kept') link = linkOf(host.chat());
      return link !== '';
    },
    isLive: () => isOnline(host.chat()) && isOnline(partner().chat()),
    say: (words) => {
      for (const person of [host, partner()]) {
        const chat = person.chat();
        if (chat !== null) person.side()?.send(chat.id, `${words} of ${person.name}`, null);
      }
    },
  };
  const wishes: Wishes = { isInvited: () => link !== '', isReading: deeds.length > 0, ender: null, isOver: false };
  const attendants = attend(world, plot, wishes);

  await act(scene, script, deeds);
  const { ending } = script;
  if (ending === 'guest' || ending === 'host') {
    await scene.pause(100);
    wishes.ender = ending === 'guest' ? partner() : host;
    await within(PATIENCE_MS, () => isNothingSaidLeft(world, ending));
  }

  plan.heal();
  world.letGo();
  settleDown(world);
  world.note(() => 'the network is healed');
  wishes.isOver = ending !== undefined;
  attendants.hope();
  const { violations, recoveryMs } = await judge(scene, plot, wishes, deeds);
  attendants.leave();
  for (const person of world.everybody()) {
    person.closeOthers();
    person.crash();
  }
  const left = await world.leftOnServer();
  return {
    violations: [
      ...violations,
      ...witness.violations(),
      ...(left ? ['all are gone, and the server still knows them'] : []),
    ],
    recoveryMs,
    counts: plan.counts(),
    met: plan.met(),
    steps: timeline.steps(),
    nudges: attendants.nudges(),
  };
}
