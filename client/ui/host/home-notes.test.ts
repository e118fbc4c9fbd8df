import { expect, test } from 'vitest';
import type { HostView } from '../../state/view.ts';
import { aChat } from '../testing/views.ts';
import { toHomeNotes } from './home-notes.ts';

const VIEW: HostView = {
  name: 'Maya',
  server: 'connected',
  isOnline: true,
  canRelay: false,
  isNearbyOnly: false,
  storage: 'kept',
  mayBeEvicted: false,
  isElsewhere: false,
  chats: [],
  damaged: [],
};

test.each([
  [{}, []],
  [{ server: 'connecting' }, []],
  [{ server: 'lost' }, ['serverLost']],
  [{ server: 'lost', isOnline: false }, ['offline']],
  [{ isNearbyOnly: true }, ['nearbyOnly']],
  [{ isNearbyOnly: true, server: 'lost' }, ['serverLost']],
  [{ storage: 'memory' }, ['memoryOnly']],
  [{ storage: 'memory', isOnline: false }, ['offline', 'memoryOnly']],
  [{ mayBeEvicted: true }, []],
  [{ mayBeEvicted: true, chats: [aChat()] }, ['mayBeEvicted']],
] as const)('for %o over the list stands %o', (difference, notes) => {
  expect(toHomeNotes({ ...VIEW, ...difference })).toEqual(notes);
});
