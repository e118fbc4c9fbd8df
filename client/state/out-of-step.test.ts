/** Copies that do not fit, or another side that lies about them (GC/1 section 8): said in words, and nothing is lost. */
import { describe, expect, test } from 'vitest';
import type { ChatLog, LogCounters } from '../session/ports.ts';
import { createFakeLocks } from './testing/fake-locks.ts';
import { texts } from './testing/seen.ts';
import { createWorld, type Browser, type GuestPerson, type HostPerson, type World } from './testing/world.ts';
import type { ChatView } from './view.ts';

type Side = 'host' | 'guest';

interface Couple {
  readonly world: World;
  readonly maya: HostPerson;
  readonly ana: GuestPerson;
  readonly link: string;
}

const BROKEN = { is: 'broken', failure: 'out-of-step' };
const attempts = (world: World): number => world.server.relayed.filter(([type]) => type === 1).length;

async function meet(): Promise<Couple> {
  const world = createWorld();
  const maya = await world.createHost();
  const { link } = await maya.invite();
  const ana = await world.join(link);
  await world.clock.advance(500);
  write({ world, maya, ana, link }, 'host', 'before');
  await world.clock.advance(100);
  return { world, maya, ana, link };
}

function write({ maya, ana }: Couple, side: Side, text: string): void {
  if (side === 'host') maya.host.send(maya.chat().id, text, null);
  else ana.guest.send('', text, null);
}

const other = (side: Side): Side => (side === 'host' ? 'guest' : 'host');
const chatOf = ({ maya, ana }: Couple, side: Side): ChatView => (side === 'host' ? maya.chat() : ana.chat());

/** What a side has stored, in a page's hands; changing it makes the side lie. */
async function logOf({ maya, ana }: Couple, side: Side): Promise<ChatLog> {
  if (side === 'host') return maya.browser.storage.openLog(maya.chat().id, 'host');
  const [listed] = await ana.browser.storage.chats.list();
  if (listed?.is !== 'readable') throw new Error('not readable');
  return ana.browser.storage.openLog(listed.record.id, 'guest');
}

async function lie(couple: Couple, side: Side, change: (counters: LogCounters) => Partial<LogCounters>): Promise<void> {
  const log = await logOf(couple, side);
  const { counters } = log;
  log.counters = () => ({ ...counters(), ...change(counters()) });
}

/** Both pages are closed, and opened again. */
async function reload({ world, maya, ana, link }: Couple): Promise<Couple> {
  for (const { page, unplug } of [maya, ana]) {
    page.emit('leaving');
    unplug();
  }
  const reopened = <Record extends { readonly id: string }>({ storage }: Browser<Record>): Browser<Record> => ({
    storage,
    locks: createFakeLocks(),
  });
  const next = {
    world,
    maya: await world.createHost(reopened(maya.browser)),
    ana: await world.join(link, { browser: reopened(ana.browser) }),
    link,
  };
  await world.clock.advance(3_000);
  return next;
}

describe.each(['host', 'guest'] as const)('a %s who', (liar) => {
  const honest = other(liar);

  test('acknowledges what was never sent ends the session; the other side says so, and keeps everything', async () => {
    const couple = await meet();
    await lie(couple, liar, ({ otherCum }) => ({ otherCum: otherCum + 5 }));
    write(couple, honest, 'mine');
    await couple.world.clock.advance(100);
    const chat = chatOf(couple, honest);
    expect(chat.phase).toEqual(BROKEN);
    expect(texts(chat)).toEqual(['before', 'mine']);
    expect(chatOf(couple, liar).phase).toMatchObject({ is: 'open', presence: 'offline' });
  });

  test('leaves numbers out ends the session; nothing after the gap is stored', async () => {
    const couple = await meet();
    const log = await logOf(couple, liar);
    const { ownAfter } = log;
    log.ownAfter = async (seq, limit) =>
      (await ownAfter(seq, limit)).map((event) => ({ ...event, seq: event.seq + 1 }));
    write(couple, liar, 'after a gap');
    await couple.world.clock.advance(100);
    const chat = chatOf(couple, honest);
    expect(chat.phase).toEqual(BROKEN);
    expect(texts(chat)).toEqual(['before']);
  });

  test.each([
    ['has never heard of what it acknowledged', { ownNext: 1 }],
    ['claims to have more than was written', { otherCum: 9 }],
  ])('%s is found out at the next SYNC, after a reload as well', async (_what, counters) => {
    let couple = await meet();
    write(couple, 'guest', 'and back');
    await couple.world.clock.advance(100);
    await lie(couple, liar, () => counters);
    for (let round = 0; round < 2; round += 1) {
      couple = await reload(couple);
      for (const side of [liar, honest]) {
        expect(chatOf(couple, side).phase).toEqual(BROKEN);
        expect(texts(chatOf(couple, side))).toEqual(['before', 'and back']);
      }
      const tried = attempts(couple.world);
      await couple.world.clock.advance(3_600_000);
      expect(attempts(couple.world)).toBe(tried);
    }
  });

  test('lied once is believed again after a reload, and what was written meanwhile arrives once', async () => {
    let couple = await meet();
    const log = await logOf(couple, liar);
    const { counters } = log;
    log.counters = () => ({ ...counters(), otherCum: counters().otherCum + 5 });
    write(couple, honest, 'mine');
    await couple.world.clock.advance(100);
    expect(chatOf(couple, honest).phase).toEqual(BROKEN);
    log.counters = counters;
    couple = await reload(couple);
    for (const side of [liar, honest]) {
      expect(chatOf(couple, side).phase).toMatchObject({ is: 'open', presence: 'online' });
      expect(texts(chatOf(couple, side))).toEqual(['before', 'mine']);
    }
  });
});
