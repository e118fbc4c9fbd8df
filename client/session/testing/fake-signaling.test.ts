import { createFakeClock } from './fake-clock.ts';
import { createFakeSignalingServer } from './fake-signaling.ts';
import { describeSignaling } from './signaling.contract.ts';

describeSignaling('the fake', () => {
  const clock = createFakeClock();
  const server = createFakeSignalingServer(clock);
  return Promise.resolve({
    connect: () => server.connect(),
    now: () => clock.now(),
    until: () => clock.advance(100),
    close: () => Promise.resolve(),
  });
});
