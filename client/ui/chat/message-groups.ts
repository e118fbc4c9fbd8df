/**
 * How messages stand together: by day, then in groups of one author. Pure view of a message list.
 */
import type { MessageView } from '../../state/view.ts';
import { daysBetween } from '../wording/time.ts';

export interface PlacedMessage {
  readonly message: MessageView;
  readonly position: 'single' | 'first' | 'middle' | 'last';
  /** Time and tick stand on a group's last message and wherever the next one's state differs; the others say them quietly. */
  readonly showsMeta: boolean;
}

export interface DayOfMessages {
  /** Of the day's first message. */
  readonly startsAtUnixMs: number;
  readonly messages: readonly PlacedMessage[];
}

/** Messages of one author less than this apart belong together. */
export const GROUP_GAP_MS = 180_000;

export function toDays(messages: readonly MessageView[]): readonly DayOfMessages[] {
  const days: { startsAtUnixMs: number; messages: PlacedMessage[] }[] = [];
  messages.forEach((message, index) => {
    const previous = messages[index - 1];
    const next = messages[index + 1];
    const startsGroup = previous === undefined || !areTogether(previous, message);
    const endsGroup = next === undefined || !areTogether(message, next);
    const placed: PlacedMessage = {
      message,
      position: startsGroup ? (endsGroup ? 'single' : 'first') : endsGroup ? 'last' : 'middle',
      showsMeta: endsGroup || next.delivery !== message.delivery,
    };
    const day = days.at(-1);
    if (day === undefined || daysBetween(day.startsAtUnixMs, message.atUnixMs) !== 0) {
      days.push({ startsAtUnixMs: message.atUnixMs, messages: [placed] });
    } else day.messages.push(placed);
  });
  return days;
}

function areTogether(earlier: MessageView, later: MessageView): boolean {
  return (
    earlier.author === later.author &&
    later.atUnixMs - earlier.atUnixMs < GROUP_GAP_MS &&
    daysBetween(earlier.atUnixMs, later.atUnixMs) === 0
  );
}
