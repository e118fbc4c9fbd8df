/**
 * `npm run dev`: both pages with hot reload on http://localhost:5173, and the signaling server behind them, restarted
 * when it changes. Both end together.
 */
import { checkNode, installDependencies } from './install.mjs';
import { endWithParent, runTool, stopAll, wasInterrupted } from './processes.mjs';

const PAGE_PORT = '5173';

endWithParent();
checkNode();
await installDependencies();

const env = { PORT: process.env.PORT ?? '3000', GC_PUBLIC_URL: `http://localhost:${PAGE_PORT}` };
const both = [
  runTool('tsx', ['watch', '--clear-screen=false', 'signaling/main.ts'], { env }),
  runTool(
    'vite',
    ['--config', 'client/vite.config.ts', '--port', PAGE_PORT, '--strictPort', '--clearScreen', 'false'],
    { env },
  ),
];
const { code } = await Promise.race(both);
if (!wasInterrupted()) stopAll();
await Promise.all(both);
process.exitCode = code;
