import { describe, expect, test } from 'vitest';
import {
  FIRST_PHASE,
  isPathFailure,
  transition,
  type CloseReason,
  type Effect,
  type Phase,
  type Role,
  type SessionEvent,
  type SessionState,
} from './machine.ts';

const PHASES: readonly Phase[] = [
  'awaiting-reply',
  'verifying',
  'awaiting-ready',
  'admitting',
  'awaiting-final',
  'committing',
  'awaiting-ack',
  'connecting',
  'syncing',
  'live',
];
const PROGRESS = [
  'message-arrived',
  'verified',
  'knocked',
  'wait-read',
  'admitted',
  'ready-read',
  'stored',
  'ack-read',
  'channel-open',
  'sync-read',
] as const;

const STEP: readonly Effect[] = ['cancel-step-timer', 'arm-step-timer'];
const PERSON: readonly Effect[] = ['cancel-step-timer', 'arm-admission-timer'];

/** Every edge that moves a session on, written out; whatever is not here means nothing. */
const EDGES: Readonly<
  Record<Role, readonly (readonly [Phase, (typeof PROGRESS)[number], Phase, readonly Effect[]])[]>
> = {
  guest: [
    ['awaiting-reply', 'message-arrived', 'verifying', [...STEP, 'verify']],
    ['verifying', 'verified', 'awaiting-ready', [...STEP, 'send-final', 'negotiate']],
    ['awaiting-ready', 'wait-read', 'admitting', [...PERSON, 'report-waiting']],
    ['awaiting-ready', 'ready-read', 'committing', [...STEP, 'store']],
    ['admitting', 'ready-read', 'committing', [...STEP, 'store']],
    ['committing', 'stored', 'connecting', [...STEP, 'send-ready-ack', 'open-transport']],
    ['connecting', 'channel-open', 'syncing', [...STEP, 'send-sync']],
    ['syncing', 'sync-read', 'live', ['cancel-step-timer', 'report-live', 'start-live']],
  ],
  host: [
    ['awaiting-final', 'message-arrived', 'verifying', [...STEP, 'verify']],
    ['verifying', 'verified', 'committing', [...STEP, 'store']],
    ['verifying', 'knocked', 'admitting', [...PERSON, 'send-wait', 'report-waiting']],
    ['admitting', 'admitted', 'committing', [...STEP, 'store']],
    ['committing', 'stored', 'awaiting-ack', [...STEP, 'send-ready', 'negotiate']],
    ['awaiting-ack', 'ack-read', 'connecting', [...STEP, 'settle', 'open-transport']],
    ['connecting', 'channel-open', 'syncing', [...STEP, 'send-sync']],
    ['syncing', 'sync-read', 'live', ['cancel-step-timer', 'report-live', 'start-live']],
  ],
};
const ENDING: readonly Effect[] = ['close-transport', 'erase-keys', 'report-closed'];

test('a session begins with the message it waits for, and the guest has spoken first', () => {
  expect(FIRST_PHASE).toEqual({ guest: 'awaiting-reply', host: 'awaiting-final' });
});

describe.each(['guest', 'host'] as const)('a %s session', (role) => {
  test.each(PHASES.flatMap((phase) => PROGRESS.map((type) => [phase, type] as const)))(
    'in %s on %s takes exactly the listed edge',
    (phase, type) => {
      const edge = EDGES[role].find(([from, on]) => from === phase && on === type);
      const expected = edge === undefined ? null : { state: { phase: edge[2] }, effects: edge[3] };
      expect(transition(role, { phase }, { type })).toEqual(expected);
    },
  );

  test.each(PHASES)('in %s ends on a failure, erases its keys and says so', (phase) => {
    const reason: CloseReason = { why: 'protocol' };
    expect(transition(role, { phase }, { type: 'fail', reason })).toEqual({
      state: { phase: 'closed', reason },
      effects: ['cancel-step-timer', ...(phase === 'live' ? (['stop-live'] as const) : []), ...ENDING],
    });
  });

  test.each(PHASES)('in %s ends when a step takes too long', (phase) => {
    const result = transition(role, { phase }, { type: 'step-timeout' });
    expect(result?.state).toEqual({ phase: 'closed', reason: { why: 'timeout' } });
  });

  test.each(PHASES)('in %s depends on the signaling seat only until its channel is open', (phase) => {
    const result = transition(role, { phase }, { type: 'peer-left' });
    if (phase === 'live' || phase === 'syncing') expect(result).toBeNull();
    else expect(result?.state).toEqual({ phase: 'closed', reason: { why: 'peer-left' } });
  });

  test('that is closed ignores everything', () => {
    const closed: SessionState = { phase: 'closed', reason: { why: 'stopped' } };
    const events: readonly SessionEvent[] = [
      ...PROGRESS.map((type) => ({ type })),
      { type: 'fail', reason: { why: 'lost' } },
      { type: 'step-timeout' },
      { type: 'peer-left' },
    ];
    for (const event of events) expect(transition(role, closed, event)).toBeNull();
  });
});

test('only silence, a lost connection and one without a way speak against the way that was tried', () => {
  const reasons: readonly CloseReason[] = [
    ...(
      ['protocol', 'out-of-step', 'timeout', 'lost', 'failed', 'peer-left', 'storage', 'replaced', 'stopped'] as const
    ).map((why) => ({ why })),
    { why: 'hint', code: 'busy', left: 0 },
    { why: 'refused', code: 'denied' },
  ];
  expect(reasons.filter(isPathFailure).map(({ why }) => why)).toEqual(['timeout', 'lost', 'failed']);
});
