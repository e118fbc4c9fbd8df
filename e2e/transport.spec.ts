/** The transport's contract on real WebRTC, in every browser that is tested. */
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { build } from 'vite';
import { test } from './fixtures/people.ts';

/** The adapter and the suite as one classic script. */
async function bundle(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: resolve(import.meta.dirname, 'fixtures/transport-page.ts'), formats: ['iife'], name: 'transport' },
    },
  });
  const chunks = Array.isArray(output) ? output.flatMap((one) => one.output) : [];
  const code = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk.code] : [])).join('\n');
  if (code === '') throw new Error('the bundle is empty');
  return code;
}

test('simple-peer keeps the transport contract', async ({ host }) => {
  const page = await host.context.newPage();
  await page.goto('about:blank');
  await page.evaluate(await bundle());
  const results = await page.evaluate(() =>
    (window as unknown as { checkTransport: () => Promise<Record<string, string>> }).checkTransport(),
  );
  expect(Object.keys(results).length).toBeGreaterThan(5);
  expect(results).toEqual(Object.fromEntries(Object.keys(results).map((name) => [name, 'kept'])));
});
