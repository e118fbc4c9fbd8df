/** A report of misuse as text, with what the guest ticked and nothing else, and the link that hands it over. Pure. */
import type { MessageView } from '../../state/view.ts';
import { t } from '../wording/t.ts';

export interface ReportParts {
  /** Its host and port: the operator may have several. */
  readonly server: string;
  /** Null when it is not to be told. */
  readonly name: string | null;
  /** The other person's messages, oldest first; null when they are not to be told. */
  readonly messages: readonly string[] | null;
}

export function toReport({ server, name, messages }: ReportParts): string {
  return [
    t('report.server', { server }),
    ...(name === null ? [] : [t('report.who', { name })]),
    ...(messages === null ? [] : [t('report.said'), ...toQuoted(messages)]),
  ].join('\n\n');
}

/** A mail that is written already; a page is only opened. */
export function toReportLink(contact: string, report: string): string {
  if (!contact.startsWith('mailto:')) return contact;
  const [address = '', query] = contact.split('?');
  // RFC 6068: spaces as %20, never as +, and line breaks as CR LF.
  const fields = [`subject=${encodeURIComponent(t('report.subject'))}`, `body=${encode(report)}`];
  return `${address}?${[...(query === undefined ? [] : [query]), ...fields].join('&')}`;
}

/** What the other person wrote, as far as it is on screen. */
export function theirTexts(messages: readonly MessageView[]): readonly string[] {
  return messages.flatMap((message) => (message.is === 'text' && message.author === 'other' ? [message.text] : []));
}

/** The newest that fit, each marked as a quotation. */
function toQuoted(messages: readonly string[]): readonly string[] {
  const quoted: string[] = [];
  let room = MAX_ENCODED_CHARS;
  for (const text of messages.toReversed()) {
    const quote = text.replace(/^/gm, '> ');
    room -= encode(quote).length;
    if (room < 0) return [t('report.earlier'), ...quoted];
    quoted.unshift(quote);
  }
  return quoted;
}

/** Some systems cut the address of a mail after 2,000 characters. */
const MAX_ENCODED_CHARS = 1_500;

function encode(text: string): string {
  // A lone surrogate has no encoding.
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD').replace(/\r?\n/g, '\r\n'));
}
