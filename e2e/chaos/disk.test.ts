/** The simulated disk keeps the contracts of the storage it stands for. */
import { createFakeClock } from '../../client/session/testing/fake-clock.ts';
import { describeLog } from '../../client/session/testing/log.contract.ts';
import type { HostRecord } from '../../client/state/chat-record.ts';
import { describeChatStore } from '../../client/state/testing/chat-store.contract.ts';
import { createHostRecord } from '../../client/state/testing/records.ts';
import { createDisk, openDisk, type Write } from './disk.ts';

const write: Write = (_what, change) => Promise.resolve().then(change);

describeChatStore('a simulated disk', () =>
  Promise.resolve(openDisk(createDisk<HostRecord>(), createFakeClock(), write).chats),
);

describeLog('a simulated disk', async () => {
  const clock = createFakeClock();
  const storage = openDisk(createDisk<HostRecord>(), clock, write);
  await storage.chats.create(createHostRecord('ana'));
  return { clock, open: () => storage.openLog('ana', 'host') };
});
