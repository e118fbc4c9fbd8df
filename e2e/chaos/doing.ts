/** How a deed is done in a simulated world, and whether the screen of whoever did it tells the truth about it. */
import type { Deed } from './deeds.ts';
import type { AnyPerson } from './people.ts';
import { textsOf } from './screens.ts';
import type { Tab } from './tab.ts';
import type { ChaosWorld } from './world.ts';

/** Longer than the slowest writes that can be in line. */
const STORED_MS = 80;
const FROZEN_MS = 7_000;
const UNPLUGGED_MS = 8_000;
const RESTART_MS = 2_000;
const FULL_MS = 1_000;
const JUMP_MS = 5 * 60_000;
const READ_SECONDS = 300;

/** @param place makes texts different from one another; @param broken hears of each promise that was broken */
export async function doDeed(
  world: ChaosWorld,
  deed: Deed,
  place: number,
  person: AnyPerson,
  broken: (promise: string) => void,
): Promise<void> {
  const tab = person.tab();
  if (tab === null) return;
  world.note(() => `${person.name}: ${deed.kind}`);
  if (deed.with === 'device') doToDevice(world, deed, person, tab);
  else if (tab.isRunning()) await doInChat(world, deed, place, person, tab, broken);
}

function doToDevice(
  { timeline, relay, unplug, fillDisk }: ChaosWorld,
  { kind }: Extract<Deed, { with: 'device' }>,
  person: AnyPerson,
  tab: Tab,
): void {
  switch (kind) {
    case 'freeze':
      tab.freeze();
      timeline.after(FROZEN_MS, tab.thaw);
      return;
    case 'close':
      person.close();
      return;
    case 'crash':
      person.crash();
      return;
    case 'second-tab':
      tab.page.emit('hidden');
      person.openAnother();
      return;
    case 'look-away':
    case 'look':
      if (tab.isRunning()) tab.page.emit(kind === 'look' ? 'visible' : 'hidden');
      return;
    case 'clock-ahead':
    case 'clock-back':
      person.browser.clockErrorMs += kind === 'clock-ahead' ? JUMP_MS : -JUMP_MS;
      if (tab.isRunning()) tab.page.emit('resumed');
      return;
    case 'cut':
      relay.cut(tab.name);
      return;
    case 'unplug':
      unplug(tab.name, UNPLUGGED_MS);
      return;
    case 'server-restart':
      relay.restart(RESTART_MS);
      return;
    case 'full-disk':
      fillDisk(tab.name, FULL_MS);
      return;
  }
}

async function doInChat(
  { timeline }: ChaosWorld,
  { kind, by }: Extract<Deed, { with: 'chat' }>,
  place: number,
  person: AnyPerson,
  tab: Tab,
  broken: (promise: string) => void,
): Promise<void> {
  const [side, chat] = [person.side(), person.chat()];
  if (side === null || chat === null) return;
  const last = textsOf(chat).at(-1) ?? null;
  const lastOwn = textsOf(chat).findLast(({ author }) => author === 'me') ?? null;
  switch (kind) {
    case 'text':
    case 'quote': {
      const words = `deed ${String(place)} of ${by}`;
      if (side.send(chat.id, words, kind === 'quote' ? (last?.id ?? null) : null) !== null) return;
      await timeline.run(timeline.elapsedMs() + STORED_MS);
      const after = person.chat();
      if (person.tab() !== tab || !tab.isRunning() || tab.isStalled() || after?.phase.is !== 'open') return;
      const shown = textsOf(after).filter(({ text }) => text === words);
      if (shown.length !== 1) broken('a text was taken, and its author sees it nowhere, or twice');
      if (shown[0]?.delivery === 'not-sent' && after.storageTrouble === null) {
        broken('a text could not be stored, and its author is not told why');
      }
      return;
    }
    case 'edit':
      if (lastOwn?.canEdit === true) side.edit(chat.id, lastOwn.id, `deed ${String(place)} of ${by}, edited`);
      return;
    case 'delete':
      if (lastOwn !== null) side.deleteMessage(chat.id, lastOwn.id);
      return;
    case 'react':
      if (last !== null) side.react(chat.id, last.id, '👍');
      return;
    case 'timer':
      side.setDisappearing(chat.id, chat.disappearAfterSeconds === 0 ? READ_SECONDS : 0);
  }
}

/** Everybody looks, on a device that runs, in one tab. */
export function settleDown(world: ChaosWorld): void {
  for (const person of world.everybody()) {
    person.closeOthers();
    const tab = person.tab();
    tab?.thaw();
    tab?.page.emit('visible');
  }
}
