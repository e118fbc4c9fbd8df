/** What differs between what two people wrote and what their screens show, message by message, so that a failure explains itself. */
import { readConversation, type ShownMessage, type Side } from '../fixtures/same-conversation.ts';

const NAMED = 8;

/** @returns a sentence for each kind of fault; none when both screens show everything once, in order and as delivered */
export async function findInexact(
  host: Side,
  guest: Side,
  written: { readonly byHost: readonly string[]; readonly byGuest: readonly string[] },
): Promise<readonly string[]> {
  const onHosts = await readConversation(host);
  const onGuests = await readConversation(guest);
  return [
    ...compare('the host’s screen, own', by('You', onHosts), written.byHost),
    ...compare('the host’s screen, the guest’s', by(host.other, onHosts), written.byGuest),
    ...compare('the guest’s screen, own', by('You', onGuests), written.byGuest),
    ...compare('the guest’s screen, the host’s', by(guest.other, onGuests), written.byHost),
    ...findUndelivered('the host’s screen', onHosts),
    ...findUndelivered('the guest’s screen', onGuests),
  ];
}

function by(author: string, shown: readonly ShownMessage[]): readonly string[] {
  return shown.filter((message) => message.author === author).map(({ text }) => text);
}

function compare(where: string, shown: readonly string[], written: readonly string[]): readonly string[] {
  const missing = written.filter((text) => !shown.includes(text));
  const strange = shown.filter((text) => !written.includes(text));
  const doubled = shown.filter((text, at) => shown.indexOf(text) !== at);
  const kept = shown.filter((text, at) => written.includes(text) && shown.indexOf(text) === at);
  const isInOrder = kept.every((text, at) => at === 0 || written.indexOf(text) > written.indexOf(kept[at - 1] ?? ''));
  return [
    ...name(`${where}: missing`, missing),
    ...name(`${where}: never written`, strange),
    ...name(`${where}: more than once`, doubled),
    ...(isInOrder ? [] : [`${where}: in another order`]),
  ];
}

function findUndelivered(where: string, shown: readonly ShownMessage[]): readonly string[] {
  const stuck = shown.filter(
    ({ author, states }) => author === 'You' && !states.some((state) => state === 'Delivered' || state === 'Read'),
  );
  return name(
    `${where}: not delivered`,
    stuck.map(({ text, states }) => `${text} (${states.join(', ') || 'nothing said'})`),
  );
}

function name(what: string, texts: readonly string[]): readonly string[] {
  if (texts.length === 0) return [];
  const rest = texts.length > NAMED ? `, … (${texts.length} in all)` : '';
  return [`${what}: "${texts.slice(0, NAMED).join('", "')}"${rest}`];
}
