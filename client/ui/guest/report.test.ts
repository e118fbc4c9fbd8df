import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../testing/words.ts';
import { aText } from '../testing/views.ts';
import { theirTexts, toReport, toReportLink } from './report.ts';

const NOTHING = { server: 'chat.example.org', name: null, messages: null };

test('a report says what was ticked and nothing else', () => {
  expect(toReport(NOTHING)).toBe('I report a chat on chat.example.org.');
  expect(toReport({ ...NOTHING, name: 'Maya' })).toBe(
    'I report a chat on chat.example.org.\n\nThe other person calls themselves “Maya”.',
  );
  expect(toReport({ ...NOTHING, messages: ['first', 'two\nlines'] })).toBe(
    'I report a chat on chat.example.org.\n\nThe latest they wrote:\n\n> first\n\n> two\n> lines',
  );
});

test('of many messages the newest are told, and that there were more', () => {
  const messages = Array.from({ length: 100 }, (_, index) => `message number ${String(index)}`);
  const report = toReport({ ...NOTHING, messages });
  expect(report).toContain('(Earlier messages are left out.)');
  expect(report.endsWith('> message number 99')).toBe(true);
  expect(report).not.toContain('> message number 0\n');
});

test('only the other person’s texts are theirs', () => {
  const deleted = { is: 'deleted', id: '3', author: 'other', atUnixMs: 0 } as const;
  expect(theirTexts([aText({ text: 'theirs' }), aText({ id: '2', author: 'me', text: 'mine' }), deleted])).toEqual([
    'theirs',
  ]);
});

test('the mail is written already: an address is kept with its own fields, and a page is only opened', () => {
  expect(toReportLink('https://example.org/report', 'anything')).toBe('https://example.org/report');
  expect(toReportLink('mailto:abuse@example.org?cc=b@example.org', 'a b')).toBe(
    'mailto:abuse@example.org?cc=b@example.org&subject=Report%20of%20a%20chat&body=a%20b',
  );
});

test('whatever was written arrives in the mail as it was, in an address that no system cuts', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 })), (messages) => {
      const report = toReport({ ...NOTHING, messages });
      const link = toReportLink('mailto:abuse@example.org', report);
      expect(link.length).toBeLessThan(2_000);
      const body = new URL(link).searchParams.get('body');
      expect(body?.replaceAll('\r\n', '\n')).toBe(report.replace(/\p{Cs}/gu, '\uFFFD').replaceAll('\r\n', '\n'));
    }),
  );
});
