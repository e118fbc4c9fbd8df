/** The composition root: settings, clock, randomness, pages; listens, and drains when it is asked to end. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ConfigError, loadConfig } from './config.ts';
import { readClientFiles } from './http.ts';
import { createSignalingServer } from './server.ts';

/** Run from its sources, the server leaves the pages to the development server. */
const isBuilt = import.meta.url.endsWith('.js');

try {
  await start();
} catch (error) {
  console.error(toSentence(error));
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const config = loadConfig(process.env);
  const files = isBuilt
    ? readClientFiles(fileURLToPath(new URL('../client', import.meta.url)))
    : new Map<string, never>();
  // Neither the message nor the stack: they could quote what somebody sent.
  const onFault = (error: unknown) =>
    console.error('Internal error:', error instanceof Error ? error.name : typeof error);
  const server = createSignalingServer({ config, files, now: Date.now, randomBytes, onFault });
  const { port } = await server.listen();
  const local = `${config.tls === null ? 'http' : 'https'}://localhost:${port}`;
  console.log(`Guest Chats is ready: ${config.publicUrl?.origin ?? local}`);
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    void server.close();
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}

function toSentence(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return 'This port is already in use. Choose another one, for example PORT=3001.';
  if (code === 'ENOENT') return 'The pages are not built yet. "npm run build" makes them.';
  return String(error);
}
