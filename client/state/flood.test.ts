/** Another side that sends without end (GC/1 section 8): it is disconnected, the person is told, and nothing is lost. */
import { expect, test } from 'vitest';
import type { ChatLog } from '../session/ports.ts';
import { said } from '../session/testing/log.contract.ts';
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

test.each([
  ['host', 'guest'],
  ['guest', 'host'],
] as const)(
  'a %s whose %s floods it says so, and goes on where it was when a person says so',
  async (victim, flooder) => {
    const couple = await meet();
    write(couple, victim, 'mine');
    await say(couple, flooder, MANY);
    const [own, other] = [await logOf(couple, flooder), await logOf(couple, victim)];
    expect(chatOf(couple, victim).phase).toEqual(FLOODED);
    expect(said(await other.allEntries())[0]).toBe('mine');
    const taken = other.counters().otherCum;
    expect(taken).toBeGreaterThan(MANY / 2);
    expect(taken).toBeLessThan(MANY);

    // It does not come back by itself, although enough flows in for what is left.
    await couple.world.clock.advance(60_000);
    expect(chatOf(couple, victim).phase).toEqual(FLOODED);
    expect(other.counters().otherCum).toBe(taken);
    if (victim === 'host') couple.maya.host.retry(couple.maya.chat().id);
    else couple.ana.guest.retry('');
    await couple.world.clock.advance(70_000);
    expect(chatOf(couple, victim).phase).toMatchObject({ is: 'open', presence: 'online' });
    expect(texts(chatOf(couple, victim)).at(-1)).toBe('the last');
    expect(other.counters().otherCum).toBe(own.counters().ownNext - 1);
  },
);
