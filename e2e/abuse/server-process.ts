/** A server in a process of its own, with what it says, what it costs and how to end it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WebSocket } from 'ws';

const ROOT = resolve(import.meta.dirname, '../..');
const SHIPPED = ['--max-semi-space-size=8', 'dist/signaling/main.js'];
const READY = /ready: http:\/\/localhost:(\d+)$/m;
const DEADLINE_MS = 20_000;
/** What Linux calls USER_HZ: how it counts the time of processes. */
const TICKS_PER_SECOND = 100;

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  /** All that it wrote to its outputs. */
  readonly said: () => string;
  readonly hasEnded: () => boolean;
  readonly rssBytes: () => number;
  /** Processor time so far. */
  readonly cpuSeconds: () => number;
  /** Resolves with the exit code, or the signal's name. */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<number | string>;
}

/** Ours, as signaling/deploy starts it. */
export function startShipped(settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  return startServer(SHIPPED, { PORT: '0', ...settings }, READY);
}

/** The same, with a way to ask how much of its memory lives: it collects all garbage first. */
export async function startInspected(settings: Readonly<Record<string, string>>) {
  const server = await startServer(['--inspect=127.0.0.1:0', ...SHIPPED], { PORT: '0', ...settings }, READY);
  const [url = ''] = /ws:\/\/127\.0\.0\.1:\S+/.exec(server.said()) ?? [];
  const ask = async (method: string): Promise<Readonly<Record<string, unknown>>> => {
    const wire = new WebSocket(url);
    await once(wire, 'open');
    wire.send(JSON.stringify({ id: 1, method }));
    const [message] = (await once(wire, 'message')) as [Buffer];
    wire.close();
    return (JSON.parse(message.toString()) as { result: Record<string, unknown> }).result;
  };
  return {
    ...server,
    livingBytes: async (): Promise<number> => {
      await ask('HeapProfiler.collectGarbage');
      return Number((await ask('Runtime.getHeapUsage'))['usedSize']);
    },
  };
}

/** @param ready what it prints when it listens, with the port */
export async function startServer(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  const untilMs = performance.now() + DEADLINE_MS;
  while (!ready.test(output)) {
    if (child.exitCode !== null || performance.now() > untilMs) throw new Error(`No server: ${output}`);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  const { pid = -1 } = child;
  const field = (file: string, pattern: RegExp) =>
    pattern.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? '';
  return {
    port: Number(ready.exec(output)?.[1]),
    pid,
    said: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    rssBytes: () => Number(field('status', /^VmRSS:\s+(\d+) kB$/m)) * 1024,
    cpuSeconds: () => {
      // proc_pid_stat(5): after the name in parentheses, the 12th and 13th field.
      const [user = 0, system = 0] = field('stat', /\) ([^]*)$/)
        .split(' ')
        .slice(11, 13)
        .map(Number);
      return (user + system) / TICKS_PER_SECOND;
    },
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, 'exit');
      }
      return child.exitCode ?? child.signalCode ?? -1;
    },
  };
}
