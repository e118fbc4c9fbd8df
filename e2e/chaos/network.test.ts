/** The simulated server and wires keep the contracts of those they stand for. */
import { describe, test } from 'vitest';
import { describeSignaling } from '../../client/session/testing/signaling.contract.ts';
import { TRANSPORT_CHECKS } from '../../client/session/testing/transport.contract.ts';
import { createRandom } from '../fuzz/random.ts';
import { createRelay } from './relay.ts';
import { createTimeline } from './timeline.ts';
import { createWires } from './wires.ts';

const START_UNIX_MS = 1_795_000_000_000;
const enter = (event: () => void): void => {
  event();
};

describeSignaling('the simulated server', () => {
  const timeline = createTimeline();
  const now = (): number => START_UNIX_MS + timeline.elapsedMs();
  const relay = createRelay(timeline, createRandom('relay'), now, {
    onSent: () => undefined,
    isTold: () => true,
    mayJoin: () => true,
    onFrame: (_frame, handOver) => {
      handOver();
    },
  });
  const pages: string[] = [];
  return Promise.resolve({
    connect: () => {
      const page = `page ${pages.length}`;
      pages.push(page);
      return relay.connect(page, enter);
    },
    now,
    until: async (isDone) => {
      await timeline.run(timeline.elapsedMs() + 100);
      await timeline.run(timeline.elapsedMs() + 5_000, isDone);
    },
    cut: () => {
      for (const page of pages) relay.unplug(page);
    },
    mend: () => {
      for (const page of pages) relay.plug(page);
    },
    stopServer: () => {
      relay.stop();
      return Promise.resolve();
    },
    startServer: () => {
      relay.start();
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});

describe('the simulated wires', () => {
  test.each(TRANSPORT_CHECKS)('$name', async ({ run }) => {
    const timeline = createTimeline();
    const wires = createWires(timeline, createRandom('wires'), {
      onSent: () => undefined,
      onMessage: () => 'arrives',
    });
    await run({
      create: wires.createFor('page', enter),
      until: async (isDone) => {
        for (let step = 0; step < 100 && !isDone(); step += 1) await timeline.run(timeline.elapsedMs() + 10);
        if (!isDone()) throw new Error('nothing happened');
      },
    });
  });
});
