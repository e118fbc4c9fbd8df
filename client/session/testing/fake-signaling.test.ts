import { createFakeClock } from './fake-clock.ts';
import { createFakeSignalingServer } from './fake-signaling.ts';
import { describeSignaling } from './signaling.contract.ts';

describeSignaling('the fake', () => {
  const clock = createFakeClock();
  const server = createFakeSignalingServer(clock);
  return Promise.resolve({
    connect: () => server.connect(),
    now: () => clock.now(),
    until: async (isDone) => {
      await clock.advance(100);
      for (let step = 0; step < 500 && !isDone(); step += 1) await clock.advance(10);
    },
    cut: server.cut,
    mend: server.mend,
    stopServer: () => {
      server.stop();
      return Promise.resolve();
    },
    startServer: () => {
      server.restart();
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
