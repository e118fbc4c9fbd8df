/** Links in messages: what opens, what is asked about first, and that nothing is loaded before a person opens it. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { messageWith, send } from './pages/conversation.ts';
import { expectActive } from './pages/focus.ts';

interface Visit {
  readonly url: string;
  readonly referrer: string | undefined;
}

/** Answers for every other server, and notes who was asked for what: no request of these tests leaves the browser. */
async function watchElsewhere(context: BrowserContext, home: string): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  await context.route(
    (url) => url.origin !== home,
    async (route) => {
      visits.push({ url: route.request().url(), referrer: (await route.request().allHeaders())['referer'] });
      await route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' });
    },
  );
  return visits;
}

/** The page that a click opens. */
async function opened(page: Page, click: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.context().waitForEvent('page'), click()]);
  await popup.waitForURL(/^https?:/);
  return popup;
}

function whatItKnows(page: Page): Promise<{ readonly opener: boolean; readonly referrer: string }> {
  return page.evaluate(() => ({ opener: window.opener !== null, referrer: document.referrer }));
}

test('a link opens in a tab that learns nothing; one that deceives is explained first, and not opening it is the default', async ({
  host,
  guest,
  url,
}) => {
  const { maya, ana } = await meet(host, guest);
  const visits = await watchElsewhere(guest.context, url);
  await send(maya.page, 'Tickets: https://example.org/autumn?for=two, or ask www.example.net');
  await send(maya.page, 'Or https://cityhall.org.seats-now.tk/autumn');
  await send(maya.page, 'And https://\u0430\u0440\u0440\u04cf\u0435.com');
  const messages = ana.messagesWith('Maya');

  const safe = messages.getByRole('link');
  await expect(safe).toHaveCount(1);
  await expect(safe).toHaveText('https://example.org/autumn?for=two');
  expect(visits).toEqual([]);
  const tab = await opened(ana.page, () => safe.click());
  expect(visits).toEqual([{ url: 'https://example.org/autumn?for=two', referrer: undefined }]);
  expect(await whatItKnows(tab)).toEqual({ opener: false, referrer: '' });
  await tab.close();

  const deceptive = messageWith(messages, 'seats-now');
  await expect(deceptive.getByText('This opens seats-now.tk, not cityhall.org.')).toBeVisible();
  await expect(messages.getByText('This opens xn--80ak6aa92e.com.')).toBeVisible();
  const link = deceptive.getByRole('button', { name: 'https://cityhall.org.seats-now.tk/autumn', exact: true });
  // No address that the browser could open by itself, whichever button is pressed.
  await expect(link).not.toHaveAttribute('href');
  await link.click({ button: 'middle' });
  await link.click();
  const dialog = ana.page.getByRole('dialog', { name: 'Open this link?' });
  await expect(dialog).toContainText('This opens seats-now.tk, not cityhall.org.');
  await expectActive(dialog.getByRole('button', { name: 'Don’t open', exact: true }));
  await ana.page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expectActive(link);
  expect(visits).toHaveLength(1);

  await ana.page.keyboard.press('Enter');
  const there = await opened(ana.page, () => dialog.getByRole('link', { name: 'Open anyway', exact: true }).click());
  await expect(dialog).toBeHidden();
  expect(visits[1]).toEqual({ url: 'https://cityhall.org.seats-now.tk/autumn', referrer: undefined });
  expect(await whatItKnows(there)).toEqual({ opener: false, referrer: '' });
});

test('the first link of a guest nobody has verified is asked about, and the next one is not', async ({
  host,
  guest,
  url,
}) => {
  const { maya, ana } = await meet(host, guest);
  await watchElsewhere(host.context, url);
  await send(ana.page, 'https://example.org/a and https://example.org/b');
  const message = messageWith(maya.messagesWith('Ana'), 'example.org');
  await message.getByRole('button', { name: 'https://example.org/a', exact: true }).click();
  const dialog = maya.page.getByRole('dialog', { name: 'Open this link?' });
  await expect(dialog).toContainText('You haven’t verified Ana.');
  await expect(dialog.getByRole('group', { name: 'Address' })).toHaveText('https://example.org/a');
  await (await opened(maya.page, () => dialog.getByRole('link', { name: 'Open anyway' }).click())).close();
  const next = message.getByRole('link', { name: 'https://example.org/b', exact: true });
  await (await opened(maya.page, () => next.click())).close();
});

test(
  'a thousand links in one message are shown and looked up nowhere; by keys one is reached and asked about',
  { tag: '@once' },
  async ({ host, guest, url }) => {
    const { maya, ana } = await meet(host, guest);
    const visits = await watchElsewhere(guest.context, url);
    await send(maya.page, 'http://a.b '.repeat(1_000).trim());
    const messages = ana.messagesWith('Maya');
    await messages.getByRole('button', { name: 'Show all', exact: true }).click();
    await expect(messages.getByRole('button', { name: 'http://a.b', exact: true })).toHaveCount(1_000);
    await messages.focus();
    for (const key of ['ArrowUp', 'ArrowRight', 'Enter']) await ana.page.keyboard.press(key);
    await expect(ana.page.getByRole('dialog', { name: 'Open this link?' })).toContainText('Others on the way can read');
    expect(visits).toEqual([]);
  },
);
