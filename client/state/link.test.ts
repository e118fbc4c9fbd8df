import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeInvite } from '../protocol/invite.ts';
import { createInvite } from '../protocol/invite-keys.ts';
import { createFakeRandom } from '../session/testing/fake-random.ts';
import { openLink } from './link.ts';

const { invite } = createInvite(
  { hostName: 'Maya', deadlineUnixSeconds: 1_764_000_000, silence: 30, hasPassword: false, isRelayOnly: true },
  createFakeRandom('link'),
);
const fragment = encodeInvite(invite);

test('says all that the landing page shows', () => {
  expect(openLink(`/j#${fragment}`)).toMatchObject({
    status: 'ok',
    link: {
      hostName: 'Maya',
      deadlineUnixMs: 1_764_000_000_000,
      silenceDays: 30,
      hasPassword: false,
      isRelayOnly: true,
    },
  });
});

test.each([
  ['/j', 'link-missing'],
  ['/j#', 'link-missing'],
  [`/j#${fragment.slice(0, -3)}`, 'link-damaged'],
  [`/j#${fragment}AAAA`, 'link-damaged'],
  ['/j#!!!', 'link-missing'],
  [`/j#C${fragment.slice(1)}`, 'link-too-new'],
] as const)('%s fails as %s', (address, failure) => {
  expect(openLink(address)).toEqual({ status: 'bad', failure });
});

test('never throws, whatever is pasted', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl({ withFragments: true })), (text) => {
      expect(['ok', 'bad']).toContain(openLink(text).status);
    }),
  );
});

test('a link with any piece cut out never opens as another invite', () => {
  fc.assert(
    fc.property(fc.nat(fragment.length - 1), fc.integer({ min: 1, max: 20 }), (at, length) => {
      const cut = fragment.slice(0, at) + fragment.slice(at + length);
      expect(openLink(`/j#${cut}`).status).toBe('bad');
    }),
  );
});
