/** What a person in a story sees on the screen, and what their disk says of where they are. */
import type { ChatView, TextView } from '../../client/state/view.ts';
import type { AnyPerson, GuestPerson } from './people.ts';

export function textsOf(chat: ChatView | null): readonly TextView[] {
  return (chat?.messages ?? []).filter((message) => message.is === 'text');
}

/** '' while there is none. */
export function linkOf(chat: ChatView | null): string {
  return chat?.phase.is === 'invited' ? chat.phase.link : '';
}

export function isOnline(chat: ChatView | null): boolean {
  return chat?.phase.is === 'open' && chat.phase.presence === 'online';
}

/** The host has let this guest in. */
export function isIn({ browser }: GuestPerson): boolean {
  return [...browser.disk.chats.values()].some(({ keys }) => keys.seat !== null);
}

export function isOutOfDate(person: AnyPerson): boolean {
  const phase = person.chat()?.phase;
  return phase?.is === 'broken' && phase.failure === 'old-copy';
}

/** A page that waits for a person's word, and cannot go on without. */
export function isStuck(person: AnyPerson): boolean {
  if (person.chat()?.phase.is === 'broken') return true;
  const view = person.view();
  return person.role === 'guest' && view !== null && 'screen' in view && view.screen === 'failure' && view.canRetry;
}

export function describeTexts(person: AnyPerson): string {
  return textsOf(person.chat())
    .map(({ author, text, delivery }) => `${author}: ${text} (${delivery ?? 'theirs'})`)
    .join(', ');
}
