/**
 * The life of one session as a table: from the first handshake frame to the end of its data channel (GC/1 section 11).
 * A session is one attempt; a new connection is always a new session. Pure: no time, no keys, no bytes.
 */
import type { RefusalCode } from '../protocol/frame.ts';

export type Phase =
  /** Guest: message 1 is out. */
  | 'awaiting-reply'
  /** Both: message 2 or 3 is here and being judged; the host may have to store before it looks further. */
  | 'verifying'
  /** Guest: message 3 is out. */
  | 'awaiting-ready'
  /** Both: a person on the host's side has the word. */
  | 'admitting'
  /** Host: message 2 is out. */
  | 'awaiting-final'
  /** Both: message 3 is verified, the commit is being stored. */
  | 'committing'
  /** Host: READY is out. */
  | 'awaiting-ack'
  /** Both sides have committed; the data channel is not open yet. */
  | 'connecting'
  /** The data channel is open and SYNC is out; the other's is not read yet. */
  | 'syncing'
  | 'live';

export type CloseReason =
  /** ERR: an unauthenticated hint that changes nothing stored (section 4). */
  | { readonly why: 'hint'; readonly code: RefusalCode; readonly left: number }
  /** REFUSE after the handshake: authenticated. */
  | { readonly why: 'refused'; readonly code: RefusalCode }
  /**
   * What arrives breaks the protocol, or is too much (section 8); the copies of the log do not fit; a step took too long; the
   * connection went away, or there is no way for one, or no relay for the only way; the other side's socket went away; a
   * commit could not be stored; a newer session took over; somebody here said stop.
   */
  | {
      readonly why:
        | 'protocol'
        | 'flooded'
        | 'out-of-step'
        | 'timeout'
        | 'lost'
        | 'failed'
        | 'stranded'
        | 'peer-left'
        | 'storage'
        | 'replaced'
        | 'stopped';
    };

/** An attempt that ended so may have found no way to the other side. */
export function isPathFailure({ why }: CloseReason): boolean {
  return why === 'timeout' || why === 'lost' || why === 'failed' || why === 'stranded';
}

export type SessionState = { readonly phase: Phase } | { readonly phase: 'closed'; readonly reason: CloseReason };

export type SessionEvent =
  | { readonly type: 'message-arrived' }
  | { readonly type: 'verified' }
  | { readonly type: 'knocked' }
  | { readonly type: 'wait-read' }
  | { readonly type: 'admitted' }
  | { readonly type: 'ready-read' }
  | { readonly type: 'stored' }
  | { readonly type: 'ack-read' }
  | { readonly type: 'channel-open' }
  | { readonly type: 'sync-read' }
  /** The signaling seat of the other side is gone; a session that no longer needs signaling lives on. */
  | { readonly type: 'peer-left' }
  | { readonly type: 'step-timeout' }
  | { readonly type: 'fail'; readonly reason: CloseReason };

export type Effect =
  | 'verify'
  | 'send-final'
  | 'send-wait'
  | 'report-waiting'
  | 'store'
  | 'send-ready'
  | 'send-ready-ack'
  | 'settle'
  | 'negotiate'
  | 'open-transport'
  | 'send-sync'
  | 'start-live'
  | 'stop-live'
  | 'arm-step-timer'
  | 'arm-admission-timer'
  | 'cancel-step-timer'
  | 'close-transport'
  | 'erase-keys'
  | 'report-live'
  | 'report-closed';

export type Role = 'guest' | 'host';

export interface Transition {
  readonly state: SessionState;
  readonly effects: readonly Effect[];
}

interface Edge {
  readonly to: Phase;
  readonly effects: readonly Effect[];
}

type Progress = Exclude<SessionEvent['type'], 'peer-left' | 'step-timeout' | 'fail'>;
type Table = Readonly<Record<Phase, Readonly<Partial<Record<Progress, Edge>>>>>;

const SHARED = {
  connecting: { 'channel-open': { to: 'syncing', effects: ['send-sync'] } },
  syncing: { 'sync-read': { to: 'live', effects: ['report-live', 'start-live'] } },
  live: {},
} as const satisfies Partial<Table>;

const TABLES: Readonly<Record<Role, Table>> = {
  guest: {
    'awaiting-reply': { 'message-arrived': { to: 'verifying', effects: ['verify'] } },
    verifying: { verified: { to: 'awaiting-ready', effects: ['send-final', 'negotiate'] } },
    'awaiting-ready': {
      'wait-read': { to: 'admitting', effects: ['report-waiting'] },
      'ready-read': { to: 'committing', effects: ['store'] },
    },
    admitting: { 'ready-read': { to: 'committing', effects: ['store'] } },
    committing: { stored: { to: 'connecting', effects: ['send-ready-ack', 'open-transport'] } },
    'awaiting-final': {},
    'awaiting-ack': {},
    ...SHARED,
  },
  host: {
    'awaiting-final': { 'message-arrived': { to: 'verifying', effects: ['verify'] } },
    verifying: {
      verified: { to: 'committing', effects: ['store'] },
      knocked: { to: 'admitting', effects: ['send-wait', 'report-waiting'] },
    },
    admitting: { admitted: { to: 'committing', effects: ['store'] } },
    committing: { stored: { to: 'awaiting-ack', effects: ['send-ready', 'negotiate'] } },
    'awaiting-ack': { 'ack-read': { to: 'connecting', effects: ['settle', 'open-transport'] } },
    'awaiting-reply': {},
    'awaiting-ready': {},
    ...SHARED,
  },
};

/** What leaving a phase always does, whatever the edge. */
const ON_EXIT: Readonly<Record<Phase, readonly Effect[]>> = {
  'awaiting-reply': ['cancel-step-timer'],
  verifying: ['cancel-step-timer'],
  'awaiting-ready': ['cancel-step-timer'],
  admitting: ['cancel-step-timer'],
  'awaiting-final': ['cancel-step-timer'],
  committing: ['cancel-step-timer'],
  'awaiting-ack': ['cancel-step-timer'],
  connecting: ['cancel-step-timer'],
  syncing: ['cancel-step-timer'],
  live: ['cancel-step-timer', 'stop-live'],
};

const ON_CLOSE: readonly Effect[] = ['close-transport', 'erase-keys', 'report-closed'];

export const FIRST_PHASE: Readonly<Record<Role, Phase>> = { guest: 'awaiting-reply', host: 'awaiting-final' };

/**
 * The next state and what to do on the way, or null: the event means nothing in this state.
 * Every phase but `live` has a timer, which the edge into it arms; a person has longer than a step. In `live` one runs
 * during a rekey.
 */
export function transition(role: Role, state: SessionState, event: SessionEvent): Transition | null {
  if (state.phase === 'closed') return null;
  switch (event.type) {
    case 'fail':
      return close(state.phase, event.reason);
    case 'step-timeout':
      return close(state.phase, { why: 'timeout' });
    case 'peer-left':
      return needsSignaling(state.phase) ? close(state.phase, { why: 'peer-left' }) : null;
    default: {
      const edge = TABLES[role][state.phase][event.type];
      if (edge === undefined) return null;
      return { state: { phase: edge.to }, effects: [...ON_EXIT[state.phase], ...onEnter(edge.to), ...edge.effects] };
    }
  }
}

/** An attempt belongs to the two sockets it began on (section 3) until its data channel is open. */
export function needsSignaling(phase: SessionState['phase']): boolean {
  return phase !== 'syncing' && phase !== 'live' && phase !== 'closed';
}

function onEnter(phase: Phase): readonly Effect[] {
  switch (phase) {
    case 'live':
      return [];
    case 'admitting':
      return ['arm-admission-timer'];
    default:
      return ['arm-step-timer'];
  }
}

function close(from: Phase, reason: CloseReason): Transition {
  return { state: { phase: 'closed', reason }, effects: [...ON_EXIT[from], ...ON_CLOSE] };
}
