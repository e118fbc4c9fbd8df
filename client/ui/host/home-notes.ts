/** What has to be said over the whole list, worst first. Pure. */
import type { HostView } from '../../state/view.ts';

export type HomeNote = 'offline' | 'serverLost' | 'nearbyOnly' | 'memoryOnly' | 'mayBeEvicted';

export function toHomeNotes(view: HostView): readonly HomeNote[] {
  const { server, isOnline, isNearbyOnly, storage, mayBeEvicted, chats } = view;
  const notes: HomeNote[] = [];
  // Without a network the server is lost as well; one reason is enough.
  if (!isOnline) notes.push('offline');
  else if (server === 'lost') notes.push('serverLost');
  else if (isNearbyOnly) notes.push('nearbyOnly');
  if (storage === 'memory') notes.push('memoryOnly');
  // Nothing to lose yet, nothing to say.
  else if (mayBeEvicted && chats.length > 0) notes.push('mayBeEvicted');
  return notes;
}
