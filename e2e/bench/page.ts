/**
 * `npm run bench:page`: how long a guest looks at nothing, on a slow phone in a slow network: the built landing page beside
 * an empty page of the same server. They take turns, each time in a fresh profile, so the figures of one run compare.
 */
import { randomBytes } from 'node:crypto';
import type { Browser, CDPSession } from '@playwright/test';
import { encodeInvite } from '../../client/protocol/invite.ts';
import { createInvite } from '../../client/protocol/invite-keys.ts';
import { bundle } from '../fixtures/bundle.ts';
import { launchBrowser } from '../fixtures/launch.ts';
import { startServer } from '../fixtures/server.ts';
import type { FirstLook } from './first-look-page.ts';
import { quantile } from './quantile.ts';

const ROUNDS = 11;
/** Lighthouse's slow 4G, as applied to each request: 150 ms there and back and 1.6 Mbit/s, of which HTTP gets this. */
const SLOW_4G = { latency: 562.5, downloadThroughput: 184_320, uploadThroughput: 84_375, offline: false };
const CPU_RATE = 4;

/** By name, what comes after the server's address. */
const PAGES = { 'empty page': '/healthz', landing: `/j#${drawInvite()}` };

const watch = await bundle('../bench/first-look-page.ts');
const server = await startServer();
const browser = await launchBrowser('chromium');
try {
  const loads = new Map<string, FirstLook[]>(Object.keys(PAGES).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, path] of Object.entries(PAGES)) {
      loads.get(name)?.push(await load(browser, server.url + path));
    }
  }
  report(loads);
} finally {
  await browser.close();
  await server.kill();
}

async function load(from: Browser, url: string): Promise<FirstLook> {
  const context = await from.newContext();
  const page = await context.newPage();
  await page.addInitScript({ content: watch });
  await slowDown(await context.newCDPSession(page));
  await page.goto(url);
  const look = await page.evaluate(() => (window as unknown as { firstLook: Promise<FirstLook> }).firstLook);
  await context.close();
  return look;
}

async function slowDown(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', SLOW_4G);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
}

function drawInvite(): string {
  const { invite } = createInvite(
    {
      hostName: 'Maya',
      deadlineUnixSeconds: Math.floor(Date.now() / 1000) + 86_400,
      silence: 10,
      hasPassword: false,
      isRelayOnly: false,
    },
    (length) => new Uint8Array(randomBytes(length)),
  );
  return encodeInvite(invite);
}

function report(loads: ReadonlyMap<string, readonly FirstLook[]>): void {
  const medianOf = (name: string, of: (look: FirstLook) => number): number =>
    quantile((loads.get(name) ?? []).map(of), 0.5);
  console.log(`Chromium ${browser.version()}, slow 4G, CPU ÷ ${CPU_RATE}, median of ${ROUNDS}`);
  const rows = [
    ['first paint', (one: FirstLook) => one.paintMs],
    ['usable', (one: FirstLook) => one.usableMs],
  ] as const;
  for (const [what, of] of rows) {
    const [empty, landing] = [medianOf('empty page', of), medianOf('landing', of)];
    console.log(
      `${what.padEnd(12)} empty page ${empty.toFixed(0).padStart(5)} ms   landing ${landing.toFixed(0).padStart(5)} ms   ${(landing / empty).toFixed(2)} ×`,
    );
  }
}
