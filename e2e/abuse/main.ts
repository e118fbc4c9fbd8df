/**
 * `npm run abuse`: what server and page must survive, done to them as they are shipped, each to a process of its own. After each the
 * server must live, let a stranger join within a second, have had no fault, and have told nobody's secret.
 */
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { PAGE_SCENARIOS } from './page-scenarios.ts';
import { SCENARIOS } from './scenarios.ts';
import { joinOnce, secretsDrawn } from './people.ts';
import { startShipped, type ServerProcess } from './server-process.ts';

const MAX_JOIN_MS = 1_000;

const wanted = process.argv.slice(2);
let failed = 0;
for (const { name, settings, run } of [...SCENARIOS, ...PAGE_SCENARIOS].filter((scenario) =>
  wanted.every((word) => scenario.name.includes(word)),
)) {
  const adminPort = await freePort();
  const server = await startShipped({ GC_ADMIN_PORT: String(adminPort), GC_LOG_LEVEL: 'info', ...settings });
  const beganAtMs = performance.now();
  try {
    const { figures, last } = await run(server);
    const joinMs = await health(last ?? server, last === undefined ? adminPort : null);
    const seconds = ((performance.now() - beganAtMs) / 1000).toFixed(1);
    console.log(`survived  ${name}: ${figures}; then a join took ${joinMs.toFixed(0)} ms (${seconds} s)`);
    await last?.end('SIGKILL');
  } catch (error) {
    failed += 1;
    console.log(`FAILED    ${name}: ${error instanceof Error ? error.message : String(error)}\n${server.said()}`);
  }
  await server.end('SIGKILL');
}
console.log(failed === 0 ? 'All survived.' : `${failed} failed.`);
process.exit(failed === 0 ? 0 : 1);

/** @param adminPort null: this process has no metrics to look at. Returns how long a join takes */
async function health(server: ServerProcess, adminPort: number | null): Promise<number> {
  if (server.hasEnded()) throw new Error('The server has ended.');
  const joinMs = await joinOnce(server.port, '127.250.250.1');
  if (joinMs > MAX_JOIN_MS) throw new Error(`A join took ${joinMs} ms.`);
  const metrics = adminPort === null ? '' : await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
  if (adminPort !== null && !/^guest_chats_faults_total 0$/m.test(metrics)) throw new Error('There was a fault.');
  const told = server.said() + metrics;
  if (/\b127\.\d+\.\d+\.\d+\b/.test(told)) throw new Error('An address was told.');
  for (const secret of secretsDrawn()) if (told.includes(secret)) throw new Error('A secret was told.');
  return joinMs;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
