import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delivery, MessageView } from '../../state/view.ts';
import { aText } from '../testing/views.ts';
import { GROUP_GAP_MS, toDays, type PlacedLine } from './message-groups.ts';

const NOON = new Date(2026, 10, 20, 12, 0).getTime();

let lastId = 0;
function message(author: 'me' | 'other', afterMs: number, delivery: Delivery | null = null): MessageView {
  lastId += 1;
  return aText({ id: String(lastId), author, atUnixMs: NOON + afterMs, delivery });
}

function isMessage(line: PlacedLine): line is Extract<PlacedLine, { is: 'message' }> {
  return line.is === 'message';
}

function positions(...messages: readonly MessageView[]): string {
  return toDays(messages, null)
    .map((day) => day.lines.map((line) => (line.is === 'message' ? line.position : 'line')).join(' '))
    .join(' | ');
}

describe('groups', () => {
  test('are of one author', () => {
    expect(positions(message('me', 0), message('other', 1), message('other', 2))).toBe('single first last');
  });

  test('hold messages less than three minutes apart, each from the one before', () => {
    const gap = GROUP_GAP_MS - 1;
    expect(positions(message('me', 0), message('me', gap), message('me', 2 * gap))).toBe('first middle last');
    expect(positions(message('me', 0), message('me', GROUP_GAP_MS))).toBe('single single');
  });

  test('end where what is new begins', () => {
    const messages = [message('other', 0), message('other', 1), message('other', 2), message('other', 3)];
    const [day] = toDays(messages, messages[2]?.id ?? null);
    const lines = day?.lines.map((line) => (line.is === 'message' ? line.position : line.is));
    expect(lines).toEqual(['first', 'last', 'news', 'first', 'last']);
  });

  test('end where the time that messages stay is changed', () => {
    const timer = { is: 'timer', id: 't', author: 'me', atUnixMs: NOON + 1, seconds: 3_600 } as const;
    expect(positions(message('me', 0), timer, message('me', 2), message('me', 3))).toBe('single line first last');
  });

  test('hold what was deleted as well', () => {
    const deleted = { is: 'deleted', id: 'd', author: 'me', atUnixMs: NOON + 1 } as const;
    expect(positions(message('me', 0), deleted, message('me', 2))).toBe('first middle last');
  });

  test('end with the day', () => {
    const midnight = new Date(2026, 10, 21).getTime() - NOON;
    expect(positions(message('me', midnight - 1), message('me', midnight))).toBe('single | single');
  });
});

test('time and tick stand on the last of a group, and wherever the next one is in another state', () => {
  const deliveries = ['delivered', 'delivered', 'sent', 'waiting'] as const;
  const [day] = toDays(
    deliveries.map((delivery, place) => message('me', place, delivery)),
    null,
  );
  expect(day?.lines.map((line) => line.is === 'message' && line.showsMeta)).toEqual([false, true, true, true]);
});

test('every message is there once and in order, groups open and close, and days only move on', () => {
  let sawGroups = 0;
  const step = fc.record({
    author: fc.constantFrom('me' as const, 'other' as const),
    afterMs: fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 90_000_000 })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let atMs = 0;
      const messages = steps.map(({ author, afterMs }) => message(author, (atMs += afterMs)));
      const days = toDays(messages, null);
      const placed = days.flatMap((day) => day.lines).filter(isMessage);
      expect(placed.map((each) => each.message)).toEqual(messages);
      const shape = placed.map((each) => each.position.charAt(0)).join('');
      expect(shape).toMatch(/^(?:s|fm*l)*$/u);
      if (shape.includes('fm')) sawGroups += 1;
      for (const [index, day] of days.entries()) {
        expect(day.startsAtUnixMs).toBe(day.lines.filter(isMessage)[0]?.message.atUnixMs);
        expect(new Date(day.startsAtUnixMs).toDateString()).not.toBe(
          new Date(days[index - 1]?.startsAtUnixMs ?? 0).toDateString(),
        );
      }
    }),
  );
  expect(sawGroups).toBeGreaterThan(5);
});
