import { describeSignaling } from '../session/testing/signaling.contract.ts';
import { createSocketioSignaling } from './socketio-signaling.ts';
import { createCable } from './testing/cable.ts';
import { startRealServer } from './testing/real-server.ts';

const DEADLINE_MS = 8_000;

describeSignaling('socket.io and a real server', async () => {
  const server = await startRealServer();
  const cable = await createCable(server.port);
  return {
    connect: () => createSocketioSignaling(`http://127.0.0.1:${cable.port}`),
    now: Date.now,
    until: async (isDone) => {
      const deadline = performance.now() + DEADLINE_MS;
      while (!isDone() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 2));
    },
    cut: cable.cut,
    mend: cable.mend,
    stopServer: server.stop,
    startServer: server.start,
    close: async () => {
      await server.stop();
      await cable.close();
    },
  };
});
