/**
 * How messages stand together: by day, then in groups of one author. Pure view of a message list.
 */
import type { MessageView } from '../../state/view.ts';
import { daysBetween } from '../wording/time.ts';

export type BubbleView = Exclude<MessageView, { is: 'timer' }>;
export type TimerView = Extract<MessageView, { is: 'timer' }>;

/** A message in its bubble, or a line about the chat itself, which stands alone. */
export type PlacedLine =
  | PlacedMessage
  | { readonly is: 'timer'; readonly timer: TimerView }
  /** What follows is new. */
  | { readonly is: 'news' };

export interface PlacedMessage {
  readonly is: 'message';
  readonly message: BubbleView;
  readonly position: 'single' | 'first' | 'middle' | 'last';
  /** Time and tick stand on a group's last message and wherever the next one's state differs; the others say them quietly. */
  readonly showsMeta: boolean;
}

export interface DayOfMessages {
  /** Of the day's first line. */
  readonly startsAtUnixMs: number;
  readonly lines: readonly PlacedLine[];
}

/** Messages of one author less than this apart belong together. */
export const GROUP_GAP_MS = 180_000;

/** @param newsId of the message that what is new begins with; null when nothing is */
export function toDays(messages: readonly MessageView[], newsId: string | null): readonly DayOfMessages[] {
  const days: { startsAtUnixMs: number; lines: PlacedLine[] }[] = [];
  messages.forEach((message, index) => {
    const [previous, next] = [messages[index - 1], messages[index + 1]];
    const isNews = message.id === newsId;
    const line = place(message, isNews ? undefined : previous, next?.id === newsId ? undefined : next);
    const lines: PlacedLine[] = isNews ? [{ is: 'news' }, line] : [line];
    const day = days.at(-1);
    if (day === undefined || daysBetween(day.startsAtUnixMs, message.atUnixMs) !== 0) {
      days.push({ startsAtUnixMs: message.atUnixMs, lines });
    } else day.lines.push(...lines);
  });
  return days;
}

function place(message: MessageView, previous: MessageView | undefined, next: MessageView | undefined): PlacedLine {
  if (message.is === 'timer') return { is: 'timer', timer: message };
  const startsGroup = previous === undefined || !areTogether(previous, message);
  const endsGroup = next === undefined || !areTogether(message, next);
  return {
    is: 'message',
    message,
    position: startsGroup ? (endsGroup ? 'single' : 'first') : endsGroup ? 'last' : 'middle',
    showsMeta: endsGroup || deliveryOf(next) !== deliveryOf(message),
  };
}

function areTogether(earlier: MessageView, later: MessageView): boolean {
  return (
    earlier.is !== 'timer' &&
    later.is !== 'timer' &&
    earlier.author === later.author &&
    later.atUnixMs - earlier.atUnixMs < GROUP_GAP_MS &&
    daysBetween(earlier.atUnixMs, later.atUnixMs) === 0
  );
}

function deliveryOf(message: MessageView): string | null {
  return message.is === 'text' ? message.delivery : null;
}
