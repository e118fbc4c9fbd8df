/** Another side that sends without end (GC/1 section 8): it is disconnected, the person is told, and nothing is lost. */
import { describe, expect, test } from 'vitest';
import type { ChatLog } from '../session/ports.ts';
import { texts } from './testing/seen.ts';
import { createWorld, type GuestPerson, type HostPerson, type World } from './testing/world.ts';
import type { ChatView } from './view.ts';

type Side = 'host' | 'guest';

interface Couple {
  readonly world: World;
  readonly maya: HostPerson;
  readonly ana: GuestPerson;
}

const FLOODED = { is: 'broken', failure: 'flooded' };
/** What one of the longest texts takes on the wire. */
const RECORD_BYTES = 16_400;
/** More than is taken in at once. */
const MANY = Math.ceil((17 * 1024 * 1024) / RECORD_BYTES);
const LONGEST = 'a'.repeat(12_000);

async function meet(): Promise<Couple> {
  const world = createWorld();
  const maya = await world.createHost();
  const ana = await world.join((await maya.invite()).link);
  await world.clock.advance(500);
  return { world, maya, ana };
}

function write({ maya, ana }: Couple, side: Side, text: string): void {
  if (side === 'host') maya.host.send(maya.chat().id, text, null);
  else ana.guest.send('', text, null);
}

const chatOf = ({ maya, ana }: Couple, side: Side): ChatView => (side === 'host' ? maya.chat() : ana.chat());
const attempts = (world: World): number => world.server.relayed.filter(([type]) => type === 1).length;

async function logOf({ maya, ana }: Couple, side: Side): Promise<ChatLog> {
  if (side === 'host') return maya.browser.storage.openLog(maya.chat().id, 'host');
  const [listed] = await ana.browser.storage.chats.list();
  if (listed?.is !== 'readable') throw new Error('not readable');
  return ana.browser.storage.openLog(listed.record.id, 'guest');
}

/** All at once, before the outbox can know how full it is. */
async function say(couple: Couple, side: Side, count: number): Promise<void> {
  const log = await logOf(couple, side);
  const bodies = Array.from({ length: count }, () => ({ kind: 'text', text: LONGEST, replyTo: null }) as const);
  const stored = bodies.map((body) => log.append(0, body));
  write(couple, side, 'the last');
  await Promise.all(stored);
  await couple.world.clock.advance(100);
}

describe.each([
  ['host', 'guest'],
  ['guest', 'host'],
] as const)('a %s whose %s', (victim, flooder) => {
  test('floods it says so, keeps what it took in, and lets nobody in again by itself', async () => {
    const couple = await meet();
    write(couple, victim, 'mine');
    await say(couple, flooder, MANY);
    expect(chatOf(couple, victim).phase).toEqual(FLOODED);
    expect(texts(chatOf(couple, victim))).toContain('mine');
    const taken = (await logOf(couple, victim)).counters().otherCum;
    expect(taken).toBeGreaterThan(MANY / 2);
    expect(taken).toBeLessThan(MANY);
    await couple.world.clock.advance(60_000);
    expect(chatOf(couple, victim).phase).toEqual(FLOODED);
    if (victim === 'guest') expect(attempts(couple.world)).toBe(1);
  });

  test('flooded it once can connect again when a person says so, and goes on where it was', async () => {
    const couple = await meet();
    await say(couple, flooder, MANY);
    // Meanwhile enough flows in for what is left.
    await couple.world.clock.advance(60_000);
    if (victim === 'host') couple.maya.host.retry(couple.maya.chat().id);
    else couple.ana.guest.retry('');
    await couple.world.clock.advance(70_000);
    expect(chatOf(couple, victim).phase).toMatchObject({ is: 'open', presence: 'online' });
    expect(texts(chatOf(couple, victim)).at(-1)).toBe('the last');
    const [own, other] = [await logOf(couple, flooder), await logOf(couple, victim)];
    expect(other.counters().otherCum).toBe(own.counters().ownNext - 1);
  });

  test('sends two full outboxes at once is no flood', async () => {
    const couple = await meet();
    await say(couple, flooder, 2 * 350);
    expect(chatOf(couple, victim).phase).toMatchObject({ is: 'open', presence: 'online' });
    expect(texts(chatOf(couple, victim)).at(-1)).toBe('the last');
  });
});
