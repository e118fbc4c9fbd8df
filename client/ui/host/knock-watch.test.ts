import { describe, expect, test } from 'vitest';
import type { ChatView } from '../../state/view.ts';
import { aChat } from '../testing/views.ts';
import { toCallCount } from './call-count.ts';
import { createKnockWatch, type KnockWatch } from './knock-watch.ts';

function anInvite(id: string, ...names: readonly string[]): ChatView {
  return aChat({
    id,
    phase: {
      is: 'invited',
      link: '',
      createdAtUnixMs: 0,
      deadlineUnixMs: 1,
      isJoining: false,
      password: null,
      knocking: names.map((name) => ({ guestId: name, name })),
    },
  });
}

function look(watch: KnockWatch, chats: readonly ChatView[], isHidden: boolean) {
  const { calling, over } = watch.look(chats, isHidden);
  return { calling: calling.map(({ id }) => id), over };
}

describe('a host who looks elsewhere', () => {
  test('is called once for an invite, whoever comes, leaves and comes again', () => {
    const watch = createKnockWatch();
    expect(look(watch, [anInvite('a'), anInvite('b')], true)).toEqual({ calling: [], over: [] });
    expect(look(watch, [anInvite('a', 'Ana'), anInvite('b')], true)).toEqual({ calling: ['a'], over: [] });
    expect(look(watch, [anInvite('a', 'Ana', 'Ben'), anInvite('b', 'Bo')], true)).toEqual({ calling: ['b'], over: [] });
    expect(look(watch, [anInvite('a'), anInvite('b', 'Bo')], true)).toEqual({ calling: [], over: ['a'] });
    expect(look(watch, [anInvite('a', 'Ana'), anInvite('b', 'Bo')], true)).toEqual({ calling: [], over: [] });
  });

  test('is not called for those whom they saw waiting, and again for those who wait after they have looked', () => {
    const watch = createKnockWatch();
    const asks = [anInvite('a', 'Ana')];
    expect(look(watch, asks, false)).toEqual({ calling: [], over: [] });
    expect(look(watch, asks, true)).toEqual({ calling: [], over: [] });
    expect(look(watch, [anInvite('a')], false)).toEqual({ calling: [], over: [] });
    expect(look(watch, asks, true)).toEqual({ calling: ['a'], over: [] });
    expect(look(watch, asks, false)).toEqual({ calling: [], over: ['a'] });
  });

  test('is no longer called once the guest is let in', () => {
    const watch = createKnockWatch();
    look(watch, [anInvite('a', 'Ana')], true);
    expect(look(watch, [aChat({ id: 'a' })], true)).toEqual({ calling: [], over: ['a'] });
  });
});

test('what waits to be looked at: unread messages that are not muted, and guests at the door', () => {
  const chats = [
    aChat({ unreadCount: 2 }),
    aChat({ unreadCount: 40, isMuted: true }),
    anInvite('a', 'Ana', 'Ben'),
    anInvite('b'),
  ];
  expect(toCallCount(chats)).toBe(4);
  expect(toCallCount([])).toBe(0);
});
