import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkRisk, type LinkRisk } from './link-risk.ts';

/** As the page does it: the browser's reading and ours, of the same text. */
function judge(written: string): LinkRisk | null {
  return linkRisk(written, new URL(written));
}

describe('what is dangerous', () => {
  test.each([
    ['a name before the host', 'https://cityhall.org@seats-now.tk/x', 'userinfo', 'seats-now.tk', 'cityhall.org'],
    ['a name and a password', 'https://cityhall.org:443@seats-now.tk', 'userinfo', 'seats-now.tk', 'cityhall.org'],
    ['a name that is no host', 'https://ana@seats-now.tk', 'userinfo', 'seats-now.tk', null],
    ['a decimal address', 'http://3405803786/', 'disguised-ip', '203.0.113.10', null],
    ['a hexadecimal address', 'http://0xcb00710a/', 'disguised-ip', '203.0.113.10', null],
    ['an octal address', 'http://0313.0.0161.012/', 'disguised-ip', '203.0.113.10', null],
    ['a short address', 'http://203.28938/', 'disguised-ip', '203.0.113.10', null],
    ['an address within IPv6', 'http://[::ffff:203.0.113.10]/', 'disguised-ip', '[::ffff:cb00:710a]', null],
    ['Cyrillic within Latin', 'https://p\u0430ypal.com', 'mixed-scripts', 'xn--pypal-4ve.com', null],
    ['Greek within Latin', 'https://g\u03bf\u03bfgle.com', 'mixed-scripts', 'xn--ggle-0nda.com', null],
    ['Latin spelt in Cyrillic', 'https://\u0430\u0440\u0440\u04cf\u0435.com', 'lookalike', 'xn--80ak6aa92e.com', null],
    ['a phonetic g', 'https://\u0261oogle.com', 'lookalike', 'xn--oogle-qmc.com', null],
    ['wide letters', 'https://\uff47oogle.com', 'disguised-host', 'google.com', null],
    ['percent signs', 'https://go%6Fgle.com', 'disguised-host', 'google.com', null],
    [
      'a slash that is none',
      'https://cityhall.org\u2215x.seats-now.tk',
      'disguised-host',
      'cityhall.xn--orgx-id9a.seats-now.tk',
      null,
    ],
    ['a dot that is none', 'https://cityhall\u3002org', 'disguised-host', 'cityhall.org', null],
    ['a blank nobody sees', 'https://cityhall.org/\u200bx', 'hidden-characters', 'cityhall.org', null],
    ['text that runs backwards', 'https://seats-now.tk/\u202egro', 'hidden-characters', 'seats-now.tk', null],
    ['the same in a mail address', 'mailto:ana\u202e@seats-now.tk', 'hidden-characters', '', null],
  ])('%s: %s', (_what, written, why, host, seems) => {
    expect(judge(written)).toEqual({ level: 'danger', why, host, seems });
  });
});

describe('what deserves a second thought', () => {
  test.each([
    ['a host within the host', 'https://cityhall.org.seats-now.tk/a', 'subdomain', 'seats-now.tk', 'cityhall.org'],
    ['one that says www', 'https://www.cityhall.org.seats-now.tk', 'subdomain', 'seats-now.tk', 'cityhall.org'],
    ['one with a hyphen', 'https://cityhall.org-seats.tk', 'subdomain', 'org-seats.tk', 'cityhall.org'],
    ['one under co.uk', 'https://cityhall.org.seats.co.uk', 'subdomain', 'seats.co.uk', 'cityhall.org'],
    ['one that ends in co.uk', 'https://cityhall.co.uk.seats.tk', 'subdomain', 'seats.tk', 'cityhall.co.uk'],
    ['letters with marks', 'https://m\u00fcller.de', 'unusual-letters', 'xn--mller-kva.de', null],
    ['a symbol', 'https://i\u2764.ws', 'unusual-letters', 'xn--i-7iq.ws', null],
    ['no encryption', 'http://example.org', 'insecure', 'example.org', null],
    ['another port', 'https://example.org:8443', 'port', 'example.org', null],
  ])('%s: %s', (_what, written, why, host, seems) => {
    expect(judge(written)).toEqual({ level: 'caution', why, host, seems });
  });
});

describe('nothing is said against', () => {
  test.each([
    'https://example.org',
    'HTTPS://Example.ORG:443/Path?q=a@b.com#c.d',
    'https://en.wikipedia.org/wiki/Com.com',
    'https://www.gov.uk/browse',
    'https://docs.example.co.uk',
    'https://news.example.com.au/x',
    'https://192.0.2.7/',
    'https://[2001:db8::1]/',
    'https://xn--mller-kva.de',
    'https://\u043f\u043e\u0447\u0442\u0430.\u0440\u0444',
    'https://\u65e5\u672c\u8a9e.jp',
    'https://\u0645\u062b\u0627\u0644.com',
    'https://\u05d3\u05d5\u05d2\u05de\u05d4.org/\u05d3\u05e3',
    'mailto:ana@example.org?subject=Hi',
  ])('%s', (written) => {
    expect(judge(written)).toBeNull();
  });
});

const label = fc.stringMatching(/^[a-z]{3,10}$/);
const host = fc.tuple(label, fc.constantFrom('example', 'test', 'tk', 'de')).map((labels) => labels.join('.'));

test('an IPv4 address is a danger in every way of writing it but its own', () => {
  const part = fc.integer({ min: 0, max: 255 });
  const ways = fc.constantFrom(
    (n: number) => String(n),
    (n: number) => `0x${n.toString(16)}`,
    (n: number) => `0${n.toString(8)}`,
  );
  fc.assert(
    fc.property(
      fc.tuple(part, part, part, part),
      fc.integer({ min: 1, max: 4 }),
      fc.array(ways, { minLength: 4 }),
      (parts, count, as) => {
        const head = parts.slice(0, count - 1);
        const tail = parts.slice(count - 1).reduce((sum, value) => sum * 256 + value, 0);
        const written = [...head, tail].map((value, index) => (as[index] ?? String)(value)).join('.');
        const risk = judge(`https://${written}/`);
        if (written === parts.join('.')) expect(risk).toBeNull();
        else expect(risk).toMatchObject({ level: 'danger', why: 'disguised-ip', host: parts.join('.') });
      },
    ),
  );
});

test('a character that is not seen is a danger wherever it stands', () => {
  const hidden = fc.constantFrom(
    ...Array.from('\u00ad\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\u2800\ufe0f'),
  );
  fc.assert(
    fc.property(host, fc.stringMatching(/^[a-z/]{0,10}$/), hidden, fc.nat(), (name, path, char, at) => {
      const rest = `${name}/${path}`;
      const where = at % (rest.length + 1);
      const written = `https://${rest.slice(0, where)}${char}${rest.slice(where)}`;
      if (URL.canParse(written)) expect(judge(written)).toMatchObject({ level: 'danger', why: 'hidden-characters' });
    }),
  );
});

test('one letter of another script in a Latin name is a danger', () => {
  let judged = 0;
  fc.assert(
    fc.property(
      host,
      fc.constantFrom(...Array.from('\u0430\u0435\u043e\u0440\u0441\u0445\u03bf\u03b1\u03bd\u0578\u05d5\u0966')),
      fc.nat(),
      (name, letter, at) => {
        const where = at % name.indexOf('.');
        const written = `https://${name.slice(0, where)}${letter}${name.slice(where + 1)}`;
        if (!URL.canParse(written)) return;
        judged += 1;
        expect(judge(written)).toMatchObject({ level: 'danger', why: 'mixed-scripts' });
      },
    ),
  );
  expect(judged).toBeGreaterThan(50);
});

test('where nothing is said, the browser goes where the text says', () => {
  const piece = fc.oneof(
    label,
    fc.constantFrom(
      '@',
      ':',
      '/',
      '\\',
      '%2e',
      '%40',
      '.',
      '..',
      '0x7f',
      '127.1',
      '017',
      '[',
      ']',
      'xn--',
      '\uff0e',
      '\u3002',
    ),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  let judged = 0;
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), host, (pieces, end) => {
      const written = `https://${pieces.join('')}${end}`;
      if (!URL.canParse(written) || judge(written) !== null) return;
      judged += 1;
      const { hostname } = new URL(written);
      const seen =
        /^https:[\\/]*([^\\/?#]*)/.exec(written.toLowerCase().normalize('NFC'))?.[1]?.replace(/^:?@|:\d*$/g, '') ?? '';
      // Of a name in one script of its own, the punycode has the same ASCII labels.
      if (/^[\0-\x7F]*$/.test(seen)) expect(hostname).toBe(seen);
      else expect(hostname).toContain('xn--');
    }),
    { numRuns: 2_000 },
  );
  expect(judged).toBeGreaterThan(50);
});
