/** What there is to reach in the session table: every edge that can be taken from where a session begins. */
import {
  FIRST_PHASE,
  transition,
  type Role,
  type SessionEvent,
  type SessionState,
} from '../../client/session/machine.ts';

const REASON = { why: 'lost' } as const;
const EVENTS: { readonly [T in SessionEvent['type']]: Extract<SessionEvent, { type: T }> } = {
  'message-arrived': { type: 'message-arrived' },
  verified: { type: 'verified' },
  knocked: { type: 'knocked' },
  'wait-read': { type: 'wait-read' },
  admitted: { type: 'admitted' },
  'ready-read': { type: 'ready-read' },
  stored: { type: 'stored' },
  'ack-read': { type: 'ack-read' },
  'channel-open': { type: 'channel-open' },
  'sync-read': { type: 'sync-read' },
  'peer-left': { type: 'peer-left' },
  'step-timeout': { type: 'step-timeout' },
  fail: { type: 'fail', reason: REASON },
};

/** How many of them must be taken. */
export function fewestEdges(): number {
  return Math.ceil(0.95 * allEdges().length);
}

/** @returns role, phase and event of each, as the probe in `bundle.ts` names them */
export function allEdges(): readonly string[] {
  return (['guest', 'host'] as const).flatMap(edgesOf);
}

function edgesOf(role: Role): readonly string[] {
  const edges: string[] = [];
  const waiting: SessionState[] = [{ phase: FIRST_PHASE[role] }];
  const seen = new Set(waiting.map(({ phase }) => phase));
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const event of Object.values(EVENTS)) {
      const next = transition(role, state, event);
      if (next === null) continue;
      edges.push(`${role} ${state.phase} ${event.type}`);
      if (seen.has(next.state.phase)) continue;
      seen.add(next.state.phase);
      waiting.push(next.state);
    }
  }
  return edges;
}
