import { describe, expect, test } from 'vitest';
import type { ChatPhase, ChatView, MessageView } from '../../state/view.ts';
import { aChat, aText } from '../testing/views.ts';
import { toRowState } from './row-state.ts';

const MESSAGE = aText();

function chat(phase: ChatPhase, messages: readonly MessageView[] = []): ChatView {
  return aChat({ phase, messages });
}

test('says that somebody is writing rather than what was said', () => {
  const open = { is: 'open', presence: 'typing', banner: null } as const;
  expect(toRowState(chat(open, [MESSAGE]), 0)).toEqual({ is: 'typing' });
});

describe('an invite', () => {
  const invited = {
    is: 'invited',
    link: '',
    createdAtUnixMs: 1_000,
    deadlineUnixMs: 2_000,
    isJoining: false,
    password: null,
    knocking: [],
  } as const;

  test.each([
    [1_000, 1],
    [1_250, 0.75],
    [2_500, 0],
    [500, 1],
  ])('at %s has %s of its time left', (nowUnixMs, timeLeft) => {
    expect(toRowState(chat(invited), nowUnixMs)).toEqual({ is: 'invited', deadlineUnixMs: 2_000, timeLeft });
  });

  test('says that somebody is at the door rather than when it expires', () => {
    expect(toRowState(chat({ ...invited, isJoining: true }), 1_500)).toEqual({ is: 'joining', timeLeft: 0.5 });
  });

  test('says first who waits for an answer', () => {
    const knocking = [{ guestId: 'g', name: 'Ana' }];
    const state = toRowState(chat({ ...invited, isJoining: true, knocking }), 1_500);
    expect(state).toEqual({ is: 'knocking', knocking, timeLeft: 0.5 });
  });

  test.each([
    [9, 'invited'],
    [10, 'blocked'],
    [11, 'blocked'],
  ])('after %i of 10 wrong passwords is %s', (wrongTries, is) => {
    const password = { text: 'a b c d', wrongTries, maxTries: 10 };
    expect(toRowState(chat({ ...invited, password }), 1_500).is).toBe(is);
  });
});

test('an open chat shows its last message, or that the guest has joined', () => {
  const open = { is: 'open', presence: 'online', banner: null } as const;
  expect(toRowState(chat(open), 0)).toEqual({ is: 'joined' });
  const last = aText({ id: '2' });
  expect(toRowState(chat(open, [MESSAGE, last]), 0)).toEqual({ is: 'message', message: last });
});

test.each([{ is: 'expired' }, { is: 'ended', by: 'me' }, { is: 'broken', failure: 'out-of-step' }] as const)(
  '$is comes before any message',
  (phase) => {
    expect(toRowState(chat(phase, [MESSAGE]), 0)).toEqual({ is: phase.is });
  },
);
