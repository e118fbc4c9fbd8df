/** What meeting the other side will take to compute, done once before anybody waits for it. Stores nothing and asks nobody. */
import { rehearseContact } from '../protocol/rehearsal.ts';
import { browserRandom } from './random.ts';
import { whenIdle } from './when-idle.ts';

export async function rehearseMeeting(): Promise<void> {
  await rehearseContact(browserRandom, whenIdle);
  performance.mark('rehearsed');
}
