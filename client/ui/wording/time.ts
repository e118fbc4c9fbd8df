/**
 * Times in words. Pure: takes the moment, now (both Unix ms) and a locale; days are those of the device's time zone.
 */
import { t, WORDING_LOCALE } from './t.ts';

/** 14:05, or 2:05 PM where people write it so. */
export function toClock(atUnixMs: number, locale: string): string {
  return format(locale, { timeStyle: 'short' }).format(atUnixMs);
}

/** Day and time to the second: "12 Nov 2026, 14:05:09". */
export function toFullTime(atUnixMs: number, locale: string): string {
  return format(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(atUnixMs);
}

/** For sentences: "tomorrow at 14:05", "on Thursday at 14:05", "on 12 March at 14:05". */
export function toMoment(atUnixMs: number, nowUnixMs: number, locale: string): string {
  const days = daysBetween(nowUnixMs, atUnixMs);
  const time = toClock(atUnixMs, locale);
  if (Math.abs(days) <= 1) return t('time.dayAt', { day: toNearDay(days, locale), time });
  if (days > 1 && days < 7) {
    return t('time.onDayAt', { day: format(locale, { weekday: 'long' }).format(atUnixMs), time });
  }
  return t('time.onDayAt', { day: toDate(atUnixMs, nowUnixMs, locale, 'long'), time });
}

/** How long until then, in the largest whole unit that fits: "23 h", "40 min", "6 days"; null when less than a minute. */
export function toTimeLeft(untilUnixMs: number, nowUnixMs: number): string | null {
  const minutes = Math.floor((untilUnixMs - nowUnixMs) / 60_000);
  if (minutes < 1) return null;
  if (minutes < 60) return t('time.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t('time.hours', { count: hours });
  return t('time.days', { count: Math.floor(hours / 24) });
}

/** For the chat list: clock time today, then "Yesterday", a weekday, a date. */
export function toListTime(atUnixMs: number, nowUnixMs: number, locale: string): string {
  const days = daysBetween(atUnixMs, nowUnixMs);
  if (days <= 0) return toClock(atUnixMs, locale);
  if (days === 1) return toSentenceCase(toNearDay(-1, locale), locale);
  if (days < 7) return format(locale, { weekday: 'short' }).format(atUnixMs);
  return toDate(atUnixMs, nowUnixMs, locale, 'short');
}

/** For the separator above a day's messages: "Today", "Yesterday", "Thursday", "12 March". */
export function toDay(atUnixMs: number, nowUnixMs: number, locale: string): string {
  const days = daysBetween(atUnixMs, nowUnixMs);
  if (days <= 0) return toSentenceCase(toNearDay(0, locale), locale);
  if (days === 1) return toSentenceCase(toNearDay(-1, locale), locale);
  if (days < 7) return format(locale, { weekday: 'long' }).format(atUnixMs);
  return toDate(atUnixMs, nowUnixMs, locale, 'long');
}

/** Whole calendar days from one moment to another; summer time makes no difference. */
export function daysBetween(fromUnixMs: number, toUnixMs: number): number {
  return toDayNumber(toUnixMs) - toDayNumber(fromUnixMs);
}

/**
 * The locale of dates between our words: the catalogue's language, so that sentences stay in one language,
 * in the person's own region and clock. `languages` is the browser's list, best first.
 */
export function toTimeLocale(languages: readonly string[]): string {
  const own = languages[0];
  if (own === undefined) return WORDING_LOCALE;
  if (own === WORDING_LOCALE || own.startsWith(`${WORDING_LOCALE}-`)) return own;
  const { hourCycle } = new Intl.DateTimeFormat(own, { hour: 'numeric' }).resolvedOptions();
  return hourCycle === undefined ? WORDING_LOCALE : `${WORDING_LOCALE}-u-hc-${hourCycle}`;
}

/** `days` from today, at most one: "yesterday", "today", "tomorrow". */
function toNearDay(days: number, locale: string): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

function toDate(atUnixMs: number, nowUnixMs: number, locale: string, month: 'short' | 'long'): string {
  const isThisYear = new Date(atUnixMs).getFullYear() === new Date(nowUnixMs).getFullYear();
  return format(locale, { day: 'numeric', month, ...(isThisYear ? {} : { year: 'numeric' }) }).format(atUnixMs);
}

function toDayNumber(atUnixMs: number): number {
  const date = new Date(atUnixMs);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

function toSentenceCase(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** Making a formatter costs more than using it, and a long chat asks for thousands. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let formatter = formatters.get(key);
  formatter ??= new Intl.DateTimeFormat(locale, options);
  formatters.set(key, formatter);
  return formatter;
}
const formatters = new Map<string, Intl.DateTimeFormat>();
