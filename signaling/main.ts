/** The composition root: settings, clock, randomness, pages, log; listens, and drains when it is asked to end. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { collectDefaultMetrics } from 'prom-client';
import { startAdmin } from './admin.ts';
import { ConfigError, loadConfig } from './config.ts';
import { readClientFiles } from './http.ts';
import { createLog, toFault } from './log.ts';
import { createSignalingServer } from './server.ts';

/** Run from its sources, the server leaves the pages to the development server. */
const isBuilt = import.meta.url.endsWith('.js');
/** For load balancers to notice that this process is not ready any more. */
const RETIRE_MS = 5_000;

try {
  await start();
} catch (error) {
  console.error(toSentence(error));
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const config = loadConfig(process.env);
  const pages = new URL('../client', import.meta.url);
  const files = isBuilt ? readClientFiles(fileURLToPath(pages)) : new Map<string, never>();
  const log = createLog(config.logLevel);
  const onFault = (error: unknown) => log(toFault('fault', error));
  const server = createSignalingServer({ config, files, now: Date.now, randomBytes, onFault });
  collectDefaultMetrics({ register: server.registry });
  const admin = config.adminPort === null ? null : await startAdmin(config.adminPort, server.registry);
  const { port } = await server.listen();
  const local = `${config.tls === null ? 'http' : 'https'}://localhost:${port}`;
  console.log(`Guest Chats is ready: ${config.publicUrl?.origin ?? local}`);
  const say = (event: 'ready' | 'draining' | 'ended') =>
    log({ level: 'info', event, connections: server.io.engine.clientsCount });
  say('ready');
  if (config.isNearbyOnly) log({ level: 'warn', event: 'no-stun-or-turn' });

  let isEnding = false;
  const end = async (retireMs: number): Promise<void> => {
    if (isEnding) process.exit(1);
    isEnding = true;
    say('draining');
    server.retire();
    await wait(retireMs);
    await server.close();
    admin?.close().closeAllConnections();
    say('ended');
  };
  // A person at a terminal has no load balancer.
  process.on('SIGTERM', () => void end(RETIRE_MS)).on('SIGINT', () => void end(0));
  // Node would print the message, which could quote what somebody sent.
  process.on('uncaughtException', (error) => {
    log(toFault('crash', error));
    process.exit(1);
  });
}

function toSentence(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return 'This port is already in use. Choose another one, for example PORT=3001.';
  if (code === 'ENOENT') return 'The pages are not built yet. "npm run build" makes them.';
  return String(error);
}
