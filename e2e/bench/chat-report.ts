/** The figures of `bench:chat` as a table that says which goals are met, and as a plot, in docs/. Measures nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { format } from 'prettier';
import { plotBars, type Panel } from './plot.ts';

interface Sides<T> {
  readonly bare: T;
  readonly simplePeer: T;
  readonly chat: T;
}

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

interface Rate {
  readonly textsPerSecond: number;
  readonly cpuMicroseconds: number;
}

/** Null: not measured this time. */
export interface ChatFigures {
  readonly browser: string;
  /** The load average of the machine when the run began. */
  readonly loadBefore: readonly number[];
  /** Median, in ms. */
  readonly live: Sides<number> | null;
  /** In ms. */
  readonly roundTrip: Sides<Quantiles> | null;
  readonly flood:
    | (Sides<Rate> & {
        readonly texts: number;
        /** Of either page, in ms; 0 when none took 50. */
        readonly longestTaskMs: number;
        /** Every text is stored once on both sides, in order. */
        readonly isExact: boolean;
      })
    | null;
  /** In ms. */
  readonly painted: Quantiles | null;
}

const GOALS = { liveMoreMs: 150, ratio: 1.5, textsPerSecond: 2_000, longestTaskMs: 200 };
const DOCS = resolve(import.meta.dirname, '../../docs');
const BETWEEN = /(<!-- bench:chat -->\n)[^]*(<!-- \/bench:chat -->)/;

interface Row {
  readonly name: string;
  readonly values: readonly [string, string, string];
  readonly goal: string;
  readonly isMet: boolean | null;
}

export function printReport(figures: ChatFigures): void {
  for (const { name, values, goal, isMet } of toRows(figures)) {
    const [bare, simplePeer, chat] = values;
    const verdict = isMet === null ? '' : `   ${isMet ? 'met' : 'MISSED'}: ${goal}`;
    console.log(`${name.padEnd(44)} bare ${bare.padEnd(9)} simple-peer ${simplePeer.padEnd(9)} ours ${chat}${verdict}`);
  }
}

/** Into docs/PERFORMANCE.md, between its marks, and beside it. */
export async function writeReport(figures: ChatFigures): Promise<void> {
  const page = resolve(DOCS, 'PERFORMANCE.md');
  const [cpu] = cpus();
  const [load = 0] = figures.loadBefore;
  const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${figures.browser}`;
  const others = `${load.toFixed(1)} processes of others wanting to run when it began`;
  const lines = [
    '',
    `On ${machine}, with ${others}:`,
    '',
    '| what | bare RTCDataChannel | simple-peer alone | Guest Chats | goal | met |',
    '| --- | --- | --- | --- | --- | --- |',
    ...toRows(figures).map(
      ({ name, values, goal, isMet }) =>
        `| ${[name, ...values, goal, isMet === null ? '' : isMet ? 'yes' : 'no'].join(' | ')} |`,
    ),
    '',
    '![The same as bars](performance-chat.svg)',
    '',
  ];
  const text = readFileSync(page, 'utf8').replace(
    BETWEEN,
    (_all, from: string, to: string) => from + lines.join('\n') + to,
  );
  writeFileSync(page, await format(text, { parser: 'markdown', printWidth: 120 }));
  writeFileSync(resolve(DOCS, 'performance-chat.svg'), plotBars(toPanels(figures)));
}

function toRows({ live, roundTrip, flood, painted }: ChatFigures): readonly Row[] {
  const rows: Row[] = [];
  if (live !== null)
    rows.push({
      name: 'click to live, ms',
      values: [live.bare.toFixed(0), live.simplePeer.toFixed(0), live.chat.toFixed(0)],
      goal: `bare + ${GOALS.liveMoreMs}`,
      isMet: live.chat <= live.bare + GOALS.liveMoreMs,
    });
  for (const quantile of ['p50', 'p99'] as const) {
    if (roundTrip === null) continue;
    const { bare, simplePeer, chat } = roundTrip;
    rows.push({
      name: `there and back, 100 bytes, ${quantile}, ms`,
      values: [bare[quantile].toFixed(2), simplePeer[quantile].toFixed(2), chat[quantile].toFixed(2)],
      goal: `bare × ${GOALS.ratio}`,
      isMet: chat[quantile] <= bare[quantile] * GOALS.ratio,
    });
  }
  if (flood !== null) {
    const { bare, simplePeer, chat, longestTaskMs, isExact, texts } = flood;
    rows.push(
      {
        name: 'texts/s; ours stored on both sides',
        values: [bare.textsPerSecond.toFixed(0), simplePeer.textsPerSecond.toFixed(0), chat.textsPerSecond.toFixed(0)],
        goal: `${GOALS.textsPerSecond}`,
        isMet: chat.textsPerSecond >= GOALS.textsPerSecond,
      },
      {
        name: `of ${texts} texts, all there once, in order`,
        values: ['', '', isExact ? 'yes' : 'no'],
        goal: 'all',
        isMet: isExact,
      },
      {
        name: 'longest task meanwhile, ms',
        values: ['', '', longestTaskMs.toFixed(0)],
        goal: `${GOALS.longestTaskMs}`,
        isMet: longestTaskMs <= GOALS.longestTaskMs,
      },
      {
        name: 'CPU for each text, both browsers, µs',
        values: [
          bare.cpuMicroseconds.toFixed(0),
          simplePeer.cpuMicroseconds.toFixed(0),
          chat.cpuMicroseconds.toFixed(0),
        ],
        goal: '',
        isMet: null,
      },
    );
  }
  if (painted !== null)
    rows.push({
      name: 'Enter to painted on the other side, p50 / p99, ms',
      values: ['', '', `${painted.p50.toFixed(0)} / ${painted.p99.toFixed(0)}`],
      goal: '',
      isMet: null,
    });
  return rows;
}

function toPanels({ live, roundTrip, flood }: ChatFigures): readonly Panel[] {
  const panelOf = <T>(title: string, sides: Sides<T>, goal: number, valueOf: (side: T) => number): Panel => ({
    title,
    bars: [
      { name: 'bare', value: valueOf(sides.bare) },
      { name: 'simple-peer', value: valueOf(sides.simplePeer) },
      { name: 'Guest Chats', value: valueOf(sides.chat) },
    ],
    goal,
  });
  return [
    ...(live === null ? [] : [panelOf('Click to live, ms', live, live.bare + GOALS.liveMoreMs, (ms) => ms)]),
    ...(roundTrip === null
      ? []
      : (['p50', 'p99'] as const).map((quantile) =>
          panelOf(
            `There and back, ${quantile}, ms`,
            roundTrip,
            roundTrip.bare[quantile] * GOALS.ratio,
            (of) => of[quantile],
          ),
        )),
    ...(flood === null
      ? []
      : [
          panelOf('CPU for each text, µs', flood, NaN, (of) => of.cpuMicroseconds),
          {
            title: 'Texts a second, stored on both sides',
            bars: [{ name: 'Guest Chats', value: flood.chat.textsPerSecond }],
            goal: GOALS.textsPerSecond,
          },
        ]),
  ];
}
