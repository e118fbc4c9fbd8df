import { describe, expect, test } from 'vitest';
import {
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
  'awaiting-ready',
  'awaiting-final',
  'committing',
  'awaiting-ack',
  'connecting',
  'syncing',
  'live',
];
const PROGRESS = [
  'reply-verified',
  'final-verified',
  'ready-read',
  'stored',
  'ack-read',
  'channel-open',
  'sync-read',
] as const;

/** Every edge that moves a session on, written out; whatever is not here means nothing. */
const EDGES: Readonly<
  Record<Role, readonly (readonly [Phase, (typeof PROGRESS)[number], Phase, readonly Effect[]])[]>
> = {
  guest: [
    ['awaiting-reply', 'reply-verified', 'awaiting-ready', ['cancel-step-timer', 'arm-step-timer', 'send-final']],
    ['awaiting-ready', 'ready-read', 'committing', ['cancel-step-timer', 'arm-step-timer', 'store']],
    ['committing', 'stored', 'connecting', ['cancel-step-timer', 'arm-step-timer', 'send-ready-ack', 'open-transport']],
    ['connecting', 'channel-open', 'syncing', ['cancel-step-timer', 'arm-step-timer', 'send-sync']],
    ['syncing', 'sync-read', 'live', ['cancel-step-timer', 'report-live', 'start-liveness']],
  ],
  host: [
    ['awaiting-final', 'final-verified', 'committing', ['cancel-step-timer', 'arm-step-timer', 'store']],
    ['committing', 'stored', 'awaiting-ack', ['cancel-step-timer', 'arm-step-timer', 'send-ready']],
    ['awaiting-ack', 'ack-read', 'connecting', ['cancel-step-timer', 'arm-step-timer', 'settle', 'open-transport']],
    ['connecting', 'channel-open', 'syncing', ['cancel-step-timer', 'arm-step-timer', 'send-sync']],
    ['syncing', 'sync-read', 'live', ['cancel-step-timer', 'report-live', 'start-liveness']],
  ],
};
const ENDING: readonly Effect[] = ['close-transport', 'erase-keys', 'report-closed'];

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
      effects: [phase === 'live' ? 'stop-liveness' : 'cancel-step-timer', ...ENDING],
    });
  });

  test.each(PHASES)('in %s ends when its step takes too long, unless it is live', (phase) => {
    const result = transition(role, { phase }, { type: 'step-timeout' });
    if (phase === 'live') expect(result).toBeNull();
    else expect(result?.state).toEqual({ phase: 'closed', reason: { why: 'timeout' } });
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
