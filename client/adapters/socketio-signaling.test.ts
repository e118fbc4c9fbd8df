import { randomBytes } from 'node:crypto';
import { describeSignaling } from '../session/testing/signaling.contract.ts';
import { loadConfig } from '../../signaling/config.ts';
import { createSignalingServer } from '../../signaling/server.ts';
import { createSocketioSignaling } from './socketio-signaling.ts';

const DEADLINE_MS = 5_000;

describeSignaling('socket.io and a real server', async () => {
  const server = createSignalingServer({
    config: loadConfig({ PORT: '0', GC_HOST: '127.0.0.1', GC_DRAIN_SECONDS: '0' }),
    files: new Map(),
    now: Date.now,
    randomBytes,
    onFault: (error) => {
      throw error;
    },
  });
  const { port } = await server.listen();
  return {
    connect: () => createSocketioSignaling(`http://127.0.0.1:${port}`),
    now: Date.now,
    until: async (isDone) => {
      const deadline = performance.now() + DEADLINE_MS;
      while (!isDone() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 2));
    },
    close: () => server.close(),
  };
});
