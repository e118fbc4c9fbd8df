import { expect, test } from 'vitest';
import type { HostView } from '../../state/view.ts';
import { toHomeNotes } from './home-notes.ts';

const VIEW: HostView = {
  name: 'Maya',
  server: 'connected',
  isOnline: true,
  canRelay: false,
  storage: 'kept',
  isElsewhere: false,
  chats: [],
};

test.each([
  [{}, []],
  [{ server: 'connecting' }, []],
  [{ server: 'lost' }, ['serverLost']],
  [{ server: 'lost', isOnline: false }, ['offline']],
  [{ storage: 'memory' }, ['memoryOnly']],
  [{ storage: 'memory', isOnline: false }, ['offline', 'memoryOnly']],
] as const)('for %o over the list stands %o', (difference, notes) => {
  expect(toHomeNotes({ ...VIEW, ...difference })).toEqual(notes);
});
