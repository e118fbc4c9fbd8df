import { describe, test } from 'vitest';
import { createFakeClock } from './fake-clock.ts';
import { createFakeTransportNetwork } from './fake-transport.ts';
import { TRANSPORT_CHECKS } from './transport.contract.ts';

describe('the fake transport', () => {
  test.each(TRANSPORT_CHECKS)('$name', async ({ run }) => {
    const clock = createFakeClock();
    await run({
      create: createFakeTransportNetwork(clock).create,
      until: async (isDone) => {
        for (let step = 0; step < 1_000 && !isDone(); step += 1) await clock.advance(1);
        if (!isDone()) throw new Error('nothing happened');
      },
    });
  });
});
