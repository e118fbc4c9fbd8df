import { describe, expect, test } from 'vitest';
import '../testing/words.ts';
import { daysBetween, toClock, toDay, toListTime, toMoment, toTimeLeft, toTimeLocale } from './time.ts';

/** Friday 20 November 2026 in the device's own time zone, as people see days. */
const NOW = at(20, 14, 6);
const LOCALE = 'en-GB';

function at(day: number, hour: number, minute: number, month = 11, year = 2026): number {
  return new Date(year, month - 1, day, hour, minute).getTime();
}

describe('toMoment', () => {
  test.each([
    [at(20, 15, 0), 'today at 15:00'],
    [at(20, 9, 5), 'today at 09:05'],
    [at(21, 0, 0), 'tomorrow at 00:00'],
    [at(21, 14, 5), 'tomorrow at 14:05'],
    [at(19, 23, 59), 'yesterday at 23:59'],
    [at(24, 14, 5), 'on Tuesday at 14:05'],
    [at(27, 14, 5), 'on 27 November at 14:05'],
    [at(2, 8, 0, 1, 2027), 'on 2 January 2027 at 08:00'],
    [at(16, 8, 0), 'on 16 November at 08:00'],
  ])('%#: %s is %s', (moment, words) => {
    expect(toMoment(moment, NOW, LOCALE)).toBe(words);
  });
});

describe('toTimeLeft', () => {
  const MINUTE = 60_000;
  test.each([
    [-1, null],
    [MINUTE - 1, null],
    [MINUTE, '1 min'],
    [60 * MINUTE - 1, '59 min'],
    [60 * MINUTE, '1 h'],
    [24 * 60 * MINUTE - 1, '23 h'],
    [48 * 60 * MINUTE - 1, '47 h'],
    [48 * 60 * MINUTE, '2 days'],
    [7 * 24 * 60 * MINUTE, '7 days'],
  ])('%s ms is %s', (leftMs, words) => {
    expect(toTimeLeft(NOW + leftMs, NOW)).toBe(words);
  });
});

describe('toListTime and toDay', () => {
  test.each([
    [at(20, 14, 5), '14:05', 'Today'],
    // A clock that ran ahead is no reason to show a date.
    [at(21, 0, 30), '00:30', 'Today'],
    [at(19, 23, 59), 'Yesterday', 'Yesterday'],
    [at(18, 10, 0), 'Wed', 'Wednesday'],
    [at(14, 10, 0), 'Sat', 'Saturday'],
    [at(13, 10, 0), '13 Nov', '13 November'],
    [at(13, 10, 0, 11, 2025), '13 Nov 2025', '13 November 2025'],
  ])('%#: %s', (moment, inList, asDay) => {
    expect(toListTime(moment, NOW, LOCALE)).toBe(inList);
    expect(toDay(moment, NOW, LOCALE)).toBe(asDay);
  });
});

test('daysBetween counts midnights, not 24 hours', () => {
  expect(daysBetween(at(20, 23, 59), at(21, 0, 0))).toBe(1);
  expect(daysBetween(at(20, 0, 0), at(20, 23, 59))).toBe(0);
  // Around both changes of the clock, wherever those happen.
  for (let day = 1; day < 365; day += 1) expect(daysBetween(at(day, 12, 0, 1), at(day + 1, 0, 0, 1))).toBe(1);
});

test('dates keep to the language of the words, in the region and clock of the person', () => {
  expect(toTimeLocale(['en-US', 'de'])).toBe('en-US');
  expect(toTimeLocale(['en'])).toBe('en');
  expect(toTimeLocale([])).toBe('en');
  expect(toClock(NOW, toTimeLocale(['de-DE', 'en']))).toBe('14:06');
  expect(toClock(NOW, toTimeLocale(['hi-IN']))).toMatch(/^2:06.PM$/u);
});
