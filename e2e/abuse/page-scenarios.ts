/** What a guest can do to a host's page, in Chromium: it must end in words, in little memory, and without a frozen page. */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { expectFlooded, letFlooderIn } from '../fixtures/flooder.ts';
import type { Flood } from '../fixtures/flooding-page.ts';
import { launchBrowser } from '../fixtures/launch.ts';
import type { Scenario } from './scenarios.ts';
import type { ServerProcess } from './server-process.ts';

const MAX_GROWTH_MB = 64;
const MAX_TASK_MS = 200;
const SAMPLE_EVERY_MS = 100;

export const PAGE_SCENARIOS: readonly Scenario[] = [
  { name: 'a page that is sent a gigabyte of texts', run: flood('texts', 65_000) },
  { name: 'a page that is sent a million of the smallest events', run: flood('tiny', 1_000_000) },
  { name: 'a page that is sent a million ACKs', run: flood('acks', 1_000_000) },
  { name: 'a page that is sent a million PINGs', run: flood('pings', 1_000_000) },
];

function flood(what: Flood, records: number) {
  return async ({ port }: ServerProcess): Promise<{ readonly figures: string }> => {
    const browsers = [await launchBrowser('chromium'), await launchBrowser('chromium')] as const;
    const [host, guest] = await Promise.all(
      browsers.map(async (browser) => {
        const context = await browser.newContext({ baseURL: `http://localhost:${port}` });
        return { context, page: await context.newPage() };
      }),
    );
    if (host === undefined || guest === undefined) throw new Error('internal: two people');
    const flooder = await letFlooderIn(host, guest);
    await host.page.evaluate(watchTasks);
    const beforeMb = await memoryMb(browsers[0]);
    let mostMb = beforeMb;
    const state = { isFlooding: true };
    const sampling = (async () => {
      while (state.isFlooding) {
        mostMb = Math.max(mostMb, await memoryMb(browsers[0]));
        await wait(SAMPLE_EVERY_MS);
      }
    })();
    const beganAtMs = performance.now();
    const said = await flooder.flood(what, records);
    const seconds = (performance.now() - beganAtMs) / 1000;
    await expectFlooded(host.page);
    state.isFlooding = false;
    await sampling;
    const taskMs = await host.page.evaluate(() => (window as unknown as { longestTaskMs: number }).longestTaskMs);
    await Promise.all(browsers.map((browser) => browser.close()));
    const grownMb = mostMb - beforeMb;
    const figures = `ended after ${said} in ${seconds.toFixed(1)} s, ${grownMb.toFixed(0)} MB more, longest task ${taskMs.toFixed(0)} ms`;
    if (said === records || grownMb > MAX_GROWTH_MB || taskMs > MAX_TASK_MS) throw new Error(figures);
    return { figures };
  };
}

/** Runs in the page. */
function watchTasks(): void {
  Object.assign(window, { longestTaskMs: 0 });
  new PerformanceObserver((list) => {
    const seen = window as unknown as { longestTaskMs: number };
    for (const { duration } of list.getEntries()) seen.longestTaskMs = Math.max(seen.longestTaskMs, duration);
  }).observe({ entryTypes: ['longtask'] });
}

/** What the processes of the browser's pages hold for themselves, at most; Linux only. */
async function memoryMb(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => ownMb(id)));
}

/** 0 for one that has just ended. */
function ownMb(pid: number): number {
  const file = `/proc/${pid}/status`;
  const [, kilobytes] = (existsSync(file) && /^RssAnon:\s+(\d+)/m.exec(readFileSync(file, 'utf8'))) || [];
  return Number(kilobytes ?? 0) / 1024;
}
