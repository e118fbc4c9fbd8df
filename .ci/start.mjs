/**
 * From a fresh clone to a running server: `npm start`, or `npm start -- --lan` for other devices on the same network.
 * Until the dependencies are installed, nothing is imported that does not come with Node.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { checkNode, installDependencies } from './install.mjs';
import { ROOT, endWithParent } from './processes.mjs';

const args = process.argv.slice(2);
const unknown = args.find((arg) => arg !== '--lan');
if (unknown !== undefined) {
  console.error(`"${unknown}" is not an option. The only one is --lan.`);
  process.exit(1);
}

endWithParent();
checkNode();
await installDependencies();
await buildIfStale();
if (args.includes('--lan')) {
  const { prepareLan } = await import('./lan.mjs');
  await prepareLan();
}

const server = join(ROOT, 'dist/signaling/main.js');
if (!existsSync(server)) throw new Error('internal: the build left no server');
// In this very process: signals and the exit code are the server's own, and nothing can be left behind.
process.argv = [process.argv[0], server];
await import(server);
