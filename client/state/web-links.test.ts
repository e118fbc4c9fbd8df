import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLinks } from './web-links.ts';

function links(text: string): readonly string[] {
  return splitLinks(text).flatMap((part) => (part.is === 'link' ? [part.text] : []));
}

describe('a link', () => {
  test.each([
    ['stands among words', 'see https://example.org/a now', ['https://example.org/a']],
    [
      'leaves the sentence its signs',
      'Is it https://example.org/a?! Or http://b.example.',
      ['https://example.org/a', 'http://b.example'],
    ],
    [
      'leaves the brackets around it',
      '(see https://example.org/a), [http://b.example/x]',
      ['https://example.org/a', 'http://b.example/x'],
    ],
    ['keeps brackets of its own', 'https://en.example/wiki/Ink_(colour)', ['https://en.example/wiki/Ink_(colour)']],
    [
      'ends at a quotation mark',
      '"https://example.org/a" „https://b.example“',
      ['https://example.org/a', 'https://b.example'],
    ],
    ['ends at an angle bracket', '<https://example.org/a>', ['https://example.org/a']],
    ['ends at a line break', 'https://example.org/a\nb', ['https://example.org/a']],
    ['is a mail address with its scheme', 'mailto:ana@example.org.', ['mailto:ana@example.org']],
    ['may be written in capitals', 'HTTPS://EXAMPLE.ORG', ['HTTPS://EXAMPLE.ORG']],
    ['keeps what is hidden in it, so that it can be told', 'https://a.example/\u202Eb', ['https://a.example/\u202Eb']],
    ['may stand in writing without spaces', '看：https://example.org/a。', ['https://example.org/a']],
  ])('%s', (_what, text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test.each([
    ['without its scheme', 'example.org and www.example.org and ana@example.org'],
    ['of another scheme', 'javascript:alert(1) data:text/html,x file:///etc ftp://a.example tel:123'],
    ['that begins within a word', 'xhttps://example.org'],
    ['with nothing after its scheme', 'https:// http://... mailto: mailto:@'],
  ])('is not made of an address %s', (_what, text) => {
    expect(links(text)).toEqual([]);
  });
});

test('no character is lost, whatever the text', () => {
  let found = 0;
  const piece = fc.oneof(
    fc.constantFrom('https://', 'http://a.example', 'mailto:a@b', ' ', ')', '(', '.', '\n', '」'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const parts = splitLinks(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      expect(parts.every((part) => part.text !== '')).toBe(true);
      found += parts.filter((part) => part.is === 'link').length;
    }),
    { numRuns: 1_000 },
  );
  expect(found).toBeGreaterThan(20);
});

test('a thousand links in a message are a thousand links', () => {
  expect(links('http://a.b '.repeat(1_000))).toHaveLength(1_000);
});
