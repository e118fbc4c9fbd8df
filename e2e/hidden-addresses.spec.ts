/** Browsers that keep their local addresses to themselves, as they do for people, and name mDNS names instead. */
import { expect } from '@playwright/test';
import { test } from './fixtures/enclosed.ts';
import { meet } from './fixtures/meet.ts';
import { recordCandidates } from './fixtures/record-candidates.ts';
import { ARRIVED, send } from './pages/conversation.ts';

test('two pages that name no address find each other', async ({ deviceOf, enclosure, hostBrowser }) => {
  // The names are multicast, and nowhere but in a network of the test's own.
  const context = (await deviceOf('shy', hostBrowser, { namespace: enclosure.inside, hidesAddresses: true })).context();
  const [host, guest] = [await context.newPage(), await context.newPage()];
  const candidatesOf = [await recordCandidates(host), await recordCandidates(guest)];
  const { maya, ana } = await meet({ page: host, context }, { page: guest, context });
  await send(ana.page, 'Where are you?');
  await expect(maya.messagesWith('Ana').getByText('Where are you?')).toBeVisible();
  await expect(ana.messagesWith('Maya').getByText(ARRIVED)).toBeVisible();
  for (const candidates of candidatesOf) {
    const seen = await candidates();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((candidate) => !/^\S+ \d \S+ \d+ [\w-]+\.local \d+ typ host/.test(candidate))).toEqual([]);
  }
});
