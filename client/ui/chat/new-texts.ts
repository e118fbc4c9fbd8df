/** Which messages have come since a person last heard of any. Pure. */
import type { MessageView, TextView } from '../../state/view.ts';

/** The other's texts after `heard`, which may have disappeared since; null when there was none. */
export function newTexts(messages: readonly MessageView[], heard: MessageView | null): readonly TextView[] {
  const index = messages.findIndex(({ id }) => id === heard?.id);
  const after =
    heard === null || index >= 0
      ? messages.slice(index + 1)
      : messages.filter(({ atUnixMs }) => atUnixMs > heard.atUnixMs);
  return after.filter((message) => message.is === 'text').filter(({ author }) => author === 'other');
}
