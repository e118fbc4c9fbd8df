/**
 * `npm run bench:server`: what the server costs beside a bare socket.io relay, a bare WebSocket relay and the PeerJS
 * server, each in a process of its own, with the load from this one. The figures of one run compare; those of two do not.
 * About five minutes; `-- relay`, or another of the parts below, takes only that.
 */
import { BARE_SOCKETIO, BARE_WS, OURS, PEERJS } from './server-kinds.ts';
import {
  FEW,
  MANY,
  measureIdle,
  measureInvites,
  measureJoins,
  measureRelay,
  measureReturn,
  RETURNING,
} from './server-measures.ts';

const KINDS = [OURS, BARE_SOCKETIO, BARE_WS, PEERJS];
const KILOBYTE = 1_024;

/** What is wanted, what was found, and whether that is it. */
type Goal = readonly [goal: string, found: string, isMet: boolean];

const PARTS: Readonly<Record<string, () => Promise<readonly Goal[]>>> = {
  idle: async () => {
    const rows: Record<string, Awaited<ReturnType<typeof measureIdle>>> = {};
    for (const kind of KINDS) rows[kind.name] = await measureIdle(kind);
    print(rows, ({ fewBytes, manyBytes, connectMs, idleShare }) => ({
      [`KB each of ${FEW}`]: (fewBytes / KILOBYTE).toFixed(1),
      [`KB each of ${MANY}`]: (manyBytes / KILOBYTE).toFixed(1),
      'ms CPU a connect': connectMs.toFixed(2),
      [`CPU of ${MANY} idle`]: `${(idleShare * 100).toFixed(1)} %`,
    }));
    const [ours, bare] = [rows[OURS.name], rows[BARE_SOCKETIO.name]];
    const ratio = (ours?.manyBytes ?? NaN) / (bare?.manyBytes ?? NaN);
    const share = (ours?.idleShare ?? NaN) * 100;
    return [
      ['memory of an idle host at most 1.25 × bare socket.io', `${ratio.toFixed(2)} ×`, ratio <= 1.25],
      [`${MANY} idle hosts at most 5 % of a core`, `${share.toFixed(1)} %`, share <= 5],
    ];
  },
  relay: async () => {
    const found = await measureRelay(KINDS);
    print(Object.fromEntries(KINDS.map(({ name }, at) => [name, found[at]])), (figures) => ({
      'µs CPU a frame': figures?.cpuUs.toFixed(0),
      'frames/s': figures?.perSecond.toFixed(0),
      'ms p50': figures?.p50Ms.toFixed(2),
      'ms p99': figures?.p99Ms.toFixed(2),
    }));
    const ratio = (found[0]?.cpuUs ?? NaN) / (found[1]?.cpuUs ?? NaN);
    return [['CPU of a relayed frame at most 1.3 × bare socket.io', `${ratio.toFixed(2)} ×`, ratio <= 1.3]];
  },
  invites: async () => {
    const { rssBytes, livingBytes } = await measureInvites();
    const goal = 'each further invite at most 1 KB';
    return [
      [`${goal} of the process (RSS)`, `${rssBytes.toFixed(0)} bytes`, rssBytes <= KILOBYTE],
      [`${goal} of the live heap`, `${livingBytes.toFixed(0)} bytes`, livingBytes <= KILOBYTE],
    ];
  },
  joins: async () => {
    const { perSecond, coreShare, p50Ms, p99Ms } = await measureJoins();
    const found = `${perSecond.toFixed(0)} joins/s at ${(coreShare * 100).toFixed(0)} %`;
    return [
      ['400 joins/s at most 70 % of a core', found, perSecond >= 400 && coreShare <= 0.7],
      ['99 % of joins within 250 ms', `${p99Ms.toFixed(0)} ms (half within ${p50Ms.toFixed(0)})`, p99Ms < 250],
    ];
  },
  return: async () => {
    const { p99Seconds } = await measureReturn();
    return [[`99 % of ${RETURNING} seated 20 s after a kill`, `${p99Seconds.toFixed(1)} s`, p99Seconds <= 20]];
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`"${unknown}" is none of the parts, which are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}
const goals: Goal[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`— ${name}`);
  goals.push(...(await measure()));
}
console.table(goals.map(([goal, found, isMet]) => ({ goal, found, met: isMet ? 'yes' : 'NO' })));
process.exit(0);

function print<T>(rows: Readonly<Record<string, T>>, toRow: (figures: T) => object): void {
  console.table(Object.fromEntries(Object.entries(rows).map(([name, figures]) => [name, toRow(figures)])));
}
