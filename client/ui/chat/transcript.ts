/** A conversation as plain text, to be kept outside of this app. Pure; times are those of the device's time zone. */
import type { MessageView, QuoteView, TextView } from '../../state/view.ts';
import { t } from '../wording/t.ts';
import { toTimerText } from '../wording/timer-sentence.tsx';
import { toFullTime } from '../wording/time.ts';

interface TranscriptOptions {
  readonly otherName: string;
  readonly nowUnixMs: number;
  readonly locale: string;
}

export function toTranscript(messages: readonly MessageView[], options: TranscriptOptions): string {
  const { otherName, nowUnixMs, locale } = options;
  const head = [
    t('export.title', { name: oneLine(otherName) }),
    t('export.when', { when: toFullTime(nowUnixMs, locale) }),
    '',
  ];
  return [...head, ...messages.map((message) => toEntry(message, otherName)), ''].join('\n');
}

/** What a message says goes on in indented lines, so that none of it can pass for another message. */
function toEntry(message: MessageView, otherName: string): string {
  const nameOf = (author: 'me' | 'other'): string => (author === 'me' ? t('chat.you') : otherName);
  const stamp = `[${toStamp(message.atUnixMs)}]`;
  if (message.is === 'timer') return `${stamp} ${toTimerText(message, otherName)}`;
  const lines = toLines(message, nameOf);
  return `${stamp} ${oneLine(nameOf(message.author))}: ${lines.join('\n').replace(LINE_BREAK, `\n${INDENT}`)}`;
}

function toLines(message: Exclude<MessageView, { is: 'timer' }>, nameOf: NameOf): readonly string[] {
  switch (message.is) {
    case 'deleted':
      return [`(${t('message.deleted')})`];
    case 'unreadable':
      return [`(${t(`message.unreadable-${message.why}`)})`];
    case 'text':
      return [
        ...(message.quote === null ? [] : [toQuoteLine(message.quote, nameOf)]),
        message.text + toMarks(message),
        ...message.reactions.map(({ author, emoji }) => `(${t('message.reacted', { name: nameOf(author), emoji })})`),
      ];
  }
}

function toMarks({ isEdited, delivery }: TextView): string {
  const marks = [
    ...(isEdited ? [t('message.edited')] : []),
    ...(delivery === 'waiting' || delivery === 'not-sent' ? [t(`delivery.${delivery}`)] : []),
  ];
  return marks.length === 0 ? '' : ` (${marks.join(', ')})`;
}

function toQuoteLine({ author, text }: QuoteView, nameOf: NameOf): string {
  const quoted = oneLine(text ?? t('message.quoteGone'));
  const cut = Array.from(quoted);
  return `> ${nameOf(author)}: ${cut.length > QUOTE_CHARS ? `${cut.slice(0, QUOTE_CHARS).join('')}…` : quoted}`;
}

function oneLine(text: string): string {
  return text.replace(LINE_BREAK, ' ');
}

/** 2026-11-12 14:05: sorts, and reads the same everywhere. */
function toStamp(atUnixMs: number): string {
  const date = new Date(atUnixMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

type NameOf = (author: 'me' | 'other') => string;

const INDENT = '    ';
const QUOTE_CHARS = 80;
/** All that some editor breaks a line at. */
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
