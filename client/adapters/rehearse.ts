/** What meeting the other side will take, done once before anybody waits for it. Stores nothing and asks nobody. */
import { rehearseContact } from '../protocol/rehearsal.ts';
import { browserRandom } from './random.ts';
import { whenIdle } from './when-idle.ts';

export async function rehearseMeeting(): Promise<void> {
  await rehearseContact(browserRandom, whenIdle);
  await whenIdle();
  await rehearseConnection();
  performance.mark('rehearsed');
}

/** The first connection of a page loads a good part of WebRTC. Without a local description it looks for no address. */
async function rehearseConnection(): Promise<void> {
  const connection = new RTCPeerConnection();
  connection.createDataChannel('');
  await connection.createOffer();
  connection.close();
}
