/** What GC/1 promises of how a story ends, each as a question to a world at rest. What must be so all along is the witness's. */
import { parseMessageId } from '../../client/state/message-id.ts';
import type { EventBody } from '../../client/protocol/event-body.ts';
import type { HostRecord } from '../../client/state/chat-record.ts';
import type { TextView } from '../../client/state/view.ts';
import type { AnyPerson, GuestPerson } from './people.ts';
import { isOutOfDate, textsOf } from './screens.ts';
import type { ChaosWorld } from './world.ts';

const SHREDDED_AFTER_MS = 5_000;

/**
 * What each wrote and stored is there at the other, once and in order.
 * @param isTimed each side goes by the timer it knows when it stores a text, so that one on its way may disappear on one
 *   side only
 */
export function isAllSaid(
  { host }: ChaosWorld,
  guest: GuestPerson,
  { isReading, isTimed }: { readonly isReading: boolean; readonly isTimed: boolean },
): boolean {
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

/** What a screen calls delivered is stored at the other's, and what it calls read was seen there. */
export function isTrue(person: AnyPerson, other: AnyPerson): boolean {
  const log = other.browser.disk.logs.get(other.chat()?.id ?? '');
  return textsOf(person.chat()).every(({ id, delivery }) => {
    const seq = parseMessageId(id)?.seq ?? 0;
    if (delivery === 'read') return seq <= (log?.counters.otherRead ?? 0);
    return delivery !== 'delivered' || seq <= (log?.counters.otherCum ?? 0);
  });
}

/** Lines whose time has come are gone from every disk, soon after. */
export function isAllShredded({ host, nowUnixMs }: ChaosWorld, guest: GuestPerson): boolean {
  return [host, guest].every(({ browser }) => {
    const now = nowUnixMs() + browser.clockErrorMs - SHREDDED_AFTER_MS;
    return [...browser.disk.logs.values()].every(({ rows }) =>
      rows.every(({ entry }) => entry.is !== 'line' || typeof entry.expiry !== 'number' || entry.expiry > now),
    );
  });
}

/** Nobody had claimed the link in time, and both are told. */
export function isLinkExpired({ host }: ChaosWorld, guest: GuestPerson): boolean {
  const view = guest.view();
  return host.chat()?.phase.is === 'expired' && view?.screen === 'failure' && view.failure === 'expired';
}

/** Everybody else with the link, or with an old copy, is refused and told why, and the host is told of them. */
export function areOthersTurnedAway(
  { host, guests, copies }: ChaosWorld,
  partner: GuestPerson,
  wereAllAtDoor: boolean,
) {
  const others = guests.filter((guest) => guest !== partner);
  const isToldUsed = (guest: GuestPerson): boolean => {
    const view = guest.view();
    return view?.screen === 'failure' && view.failure === 'used';
  };
  return (
    others.every(isToldUsed) &&
    // A host who had both at the door knows.
    (others.length === 0 || wereAllAtDoor || host.chat()?.hasSomeoneElseTried === true) &&
    copies.every(isOutOfDate) &&
    (copies.length === 0 || host.chat()?.hasOldCopyTried === true)
  );
}

/** Of a link that nobody claimed in time: no room on the server, and nothing that it could be made of again. */
export function isLinkForgotten({ host, relay }: ChaosWorld): boolean {
  const records = [...host.browser.disk.chats.values()];
  return (
    relay.roomCount() === 0 &&
    records.every(({ secret, password, keys }) => secret === null && password === null && keys.firstContact === null)
  );
}

/** No message of it is on any disk; who ended has forgotten the chat, and a host has taken its rooms off the server. */
export function isNothingSaidLeft({ host, guests, relay }: ChaosWorld, ender: 'guest' | 'host'): boolean {
  const logs = [host, ...guests].flatMap(({ browser }) => [...browser.disk.logs.values()]);
  const isForgotten =
    ender === 'guest' ? guests.every(({ browser }) => browser.disk.chats.size === 0) : relay.roomCount() === 0;
  return (
    isForgotten &&
    logs.every(({ rows, outbox }) => rows.length === 0 && outbox.every(({ event }) => isSilent(event.body)))
  );
}

/** Says that the chat is over, or stands for what was withdrawn. */
function isSilent({ kind }: EventBody): boolean {
  return kind === 'end' || kind === 'void';
}

/** Neither side has anything of a chat that was ended or fell silent; a link that nobody claimed is only listed. */
export function isAllGone({ host, guests, relay }: ChaosWorld): boolean {
  const isListed = ({ keys, secret }: HostRecord): boolean => keys.claim === null && secret === null;
  return (
    relay.roomCount() === 0 &&
    [...host.browser.disk.chats.values()].every(isListed) &&
    guests.every(({ browser }) => browser.disk.chats.size === 0)
  );
}
