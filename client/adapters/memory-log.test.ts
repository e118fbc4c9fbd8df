import { createFakeClock } from '../session/testing/fake-clock.ts';
import { describeLog } from '../session/testing/log.contract.ts';
import { createMemoryLog } from './memory-log.ts';

describeLog('memory', () => createMemoryLog(createFakeClock()));
