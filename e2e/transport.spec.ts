/** The transport's contract on real WebRTC, in every browser that is tested. */
import { expect } from '@playwright/test';
import { bundle } from './fixtures/bundle.ts';
import { test } from './fixtures/people.ts';

test('simple-peer keeps the transport contract', async ({ host }) => {
  const page = await host.context.newPage();
  await page.goto('about:blank');
  await page.evaluate(await bundle('transport-page.ts'));
  const results = await page.evaluate(() =>
    (window as unknown as { checkTransport: () => Promise<Record<string, string>> }).checkTransport(),
  );
  expect(Object.keys(results).length).toBeGreaterThan(5);
  expect(results).toEqual(Object.fromEntries(Object.keys(results).map((name) => [name, 'kept'])));
});
