import { createFakeClock } from '../session/testing/fake-clock.ts';
import { describeLog } from '../session/testing/log.contract.ts';
import { createMemoryLog } from './memory-log.ts';

describeLog('memory', () => {
  const clock = createFakeClock();
  const log = createMemoryLog({ role: 'host', clock });
  return { clock, open: () => Promise.resolve(log) };
});
