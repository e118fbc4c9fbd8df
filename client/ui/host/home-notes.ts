/** What has to be said over the whole list, worst first. Pure. */
import type { HostView } from '../../state/view.ts';

export type HomeNote = 'offline' | 'serverLost' | 'memoryOnly' | 'mayBeEvicted';

export function toHomeNotes({ server, isOnline, storage, mayBeEvicted, chats }: HostView): readonly HomeNote[] {
  const notes: HomeNote[] = [];
  // Without a network the server is lost as well; one reason is enough.
  if (!isOnline) notes.push('offline');
  else if (server === 'lost') notes.push('serverLost');
  if (storage === 'memory') notes.push('memoryOnly');
  // Nothing to lose yet, nothing to say.
  else if (mayBeEvicted && chats.length > 0) notes.push('mayBeEvicted');
  return notes;
}
