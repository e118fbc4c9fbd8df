import { createFakeLocks } from './fake-locks.ts';
import { describeLocks } from './locks.contract.ts';

describeLocks('the fake', createFakeLocks);
