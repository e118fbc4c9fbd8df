/**
 * `npm run bench:chat`: our chat beside a bare RTCDataChannel and beside simple-peer alone, all through the shipped server, in
 * turns in one run, each side in a browser of its own. The figures of one run compare; those of two do not.
 * `-- --write` puts table and plot into docs/PERFORMANCE.md.
 */
import { loadavg } from 'node:os';
import type { Browser, Page } from '@playwright/test';
import { bundle } from '../fixtures/bundle.ts';
import { launchBrowser } from '../fixtures/launch.ts';
import { startServer } from '../fixtures/server.ts';
import type { LinkKind } from './chat-links.ts';
import type { BenchPage } from './chat-page.ts';
import { measurePainted } from './chat-painted.ts';
import { printReport, writeReport, type ChatFigures } from './chat-report.ts';
import { quantile } from './quantile.ts';

const CLICKS = 11;
const ROUNDS = 5;
const WARM_UP = 100;
const ROUND_TRIPS = 500;
const FLOODS = 3;
const TEXTS = 10_000;

const LINK_KINDS: readonly LinkKind[] = ['bare', 'simple-peer', 'sealed'];

const server = await startServer();
const browsers = { host: await launchBrowser('chromium'), guest: await launchBrowser('chromium') };
const script = await bundle('../bench/chat-page.ts');

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));

let figures: ChatFigures = {
  browser: `Chromium ${browsers.host.version()}`,
  loadBefore: loadavg(),
  live: null,
  roundTrip: null,
  flood: null,
  painted: null,
};
const PARTS: Readonly<Record<string, () => Promise<Partial<ChatFigures>>>> = {
  live: async () => ({ live: await measureLive() }),
  trip: async () => ({ roundTrip: await measureRoundTrips() }),
  flood: async () => ({ flood: await measureFloods() }),
  painted: async () => ({ painted: await measurePainted(server.url, browsers.host, browsers.guest) }),
};
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const part = await measure();
  printReport({ ...figures, live: null, roundTrip: null, flood: null, painted: null, ...part });
  figures = { ...figures, ...part };
}
if (process.argv.includes('--write')) await writeReport(figures);

await Promise.all([browsers.host.close(), browsers.guest.close()]);
await server.kill();

interface End {
  readonly page: Page;
  close(): Promise<void>;
}

/** A page of its own profile, which has shown nobody anything yet. */
async function openEnd(browser: Browser): Promise<End> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/healthz`);
  await page.evaluate(script);
  return { page, close: () => context.close() };
}

function call<Name extends keyof BenchPage>(
  { page }: End,
  name: Name,
  ...args: Parameters<BenchPage[Name]>
): Promise<Awaited<ReturnType<BenchPage[Name]>>> {
  return page.evaluate(
    // The page's own functions, by name: what crosses over is plain data.
    ({ name, args }) =>
      (window as unknown as { bench: Record<string, (...args: unknown[]) => never> }).bench[name]?.(...args),
    { name, args },
  ) as Promise<Awaited<ReturnType<BenchPage[Name]>>>;
}

async function withEnds<T>(work: (host: End, guest: End) => Promise<T>): Promise<T> {
  const [host, guest] = await Promise.all([openEnd(browsers.host), openEnd(browsers.guest)]);
  const result = await work(host, guest);
  await Promise.all([host.close(), guest.close()]);
  return result;
}

async function measureLive(): Promise<NonNullable<ChatFigures['live']>> {
  const tookMs = { bare: [] as number[], 'simple-peer': [] as number[], chat: [] as number[] };
  for (let click = 0; click < CLICKS; click += 1) {
    for (const kind of ['bare', 'simple-peer'] as const)
      tookMs[kind].push(
        await withEnds(async (host, guest) => call(guest, 'call', kind, await call(host, 'listen', kind))),
      );
    tookMs.chat.push(
      await withEnds(async (host, guest) => {
        const ticket = await call(host, 'invite');
        await Promise.all([host, guest].map((end) => call(end, 'rehearse')));
        return call(guest, 'join', ticket);
      }),
    );
  }
  const median = (values: readonly number[]) => quantile(values, 0.5);
  return { bare: median(tookMs.bare), simplePeer: median(tookMs['simple-peer']), chat: median(tookMs.chat) };
}

async function measureRoundTrips(): Promise<NonNullable<ChatFigures['roundTrip']>> {
  const tookMs: Record<LinkKind, number[]> = { bare: [], 'simple-peer': [], sealed: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of LINK_KINDS)
      await withEnds(async (host, guest) => {
        await call(guest, 'call', kind, await call(host, 'listen', kind));
        await call(host, 'onText', 'echo');
        await call(guest, 'roundTrips', WARM_UP);
        tookMs[kind].push(...(await call(guest, 'roundTrips', ROUND_TRIPS)));
      });
  }
  const both = (values: readonly number[]) => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });
  return { bare: both(tookMs.bare), simplePeer: both(tookMs['simple-peer']), chat: both(tookMs.sealed) };
}

async function measureFloods(): Promise<NonNullable<ChatFigures['flood']>> {
  const perText: Record<'bare' | 'simple-peer' | 'chat', number[]> = { bare: [], 'simple-peer': [], chat: [] };
  const rates = { bare: [] as number[], 'simple-peer': [] as number[], chat: [] as number[] };
  let longestTaskMs = 0;
  let isExact = true;
  const record = async (kind: keyof typeof rates, work: () => Promise<number>): Promise<void> => {
    const before = await cpuSeconds();
    const seconds = await work();
    perText[kind].push(((await cpuSeconds()) - before) / TEXTS);
    rates[kind].push(TEXTS / seconds);
  };
  for (let flood = 0; flood < FLOODS; flood += 1) {
    for (const kind of ['bare', 'simple-peer'] as const)
      await withEnds(async (host, guest) => {
        await call(guest, 'call', kind, await call(host, 'listen', kind));
        await call(host, 'onText', 'count');
        await record(kind, async () => {
          const beganAtMs = performance.now();
          await call(guest, 'pour', TEXTS);
          await call(host, 'counted', TEXTS);
          return (performance.now() - beganAtMs) / 1000;
        });
      });
    await withEnds(async (host, guest) => {
      await call(guest, 'join', await call(host, 'invite'));
      await call(host, 'watch');
      await record('chat', async () => {
        const said = await call(guest, 'say', TEXTS);
        longestTaskMs = Math.max(longestTaskMs, said.longestTaskMs);
        return said.seconds;
      });
      longestTaskMs = Math.max(longestTaskMs, await call(host, 'endWatch'));
      const [own, other] = [await call(guest, 'stored', 'own'), await call(host, 'stored', 'other')];
      isExact &&=
        own.length === TEXTS && own.every((text, at) => text.startsWith(`text ${at + 1} `) && text === other[at]);
      isExact &&= other.length === TEXTS;
    });
  }
  const of = (kind: keyof typeof rates) => ({
    textsPerSecond: quantile(rates[kind], 0.5),
    cpuMicroseconds: quantile(perText[kind], 0.5) * 1e6,
  });
  return { texts: TEXTS, bare: of('bare'), simplePeer: of('simple-peer'), chat: of('chat'), longestTaskMs, isExact };
}

/** Of all processes of both browsers since they began. */
async function cpuSeconds(): Promise<number> {
  const each = await Promise.all(
    Object.values(browsers).map(async (browser) => {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      await session.detach();
      return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    }),
  );
  return each.reduce((sum, one) => sum + one, 0);
}
