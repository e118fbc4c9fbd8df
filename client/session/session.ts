/**
 * Runs one session: feeds frames, transport events and timers to the table in `machine.ts` and does what it says.
 * The only writer of the session's state; never awaits between reading and writing it. What differs between host and
 * guest is in their handshakes, handed in as a `Handshaker`.
 */
import { ProtocolError } from '../protocol/errors.ts';
import { encodeFrame, type Frame, type RefusalCode } from '../protocol/frame.ts';
import type { DataContent, SigContent } from '../protocol/content.ts';
import { createDataLink } from './data-link.ts';
import type { Delivery, Sync } from './delivery.ts';
import type { Handshaker, Verdict } from './handshaker.ts';
import { createLiveness, type Liveness } from './liveness.ts';
import {
  FIRST_PHASE,
  transition,
  type CloseReason,
  type Effect,
  type Role,
  type SessionEvent,
  type SessionState,
} from './machine.ts';
import type { Clock, CreateTransport, IceServer, TransportEvent } from './ports.ts';
import type { SecureChannel } from './secure-channel.ts';

/** Section 11: how long each step before `live` may take. */
const STEP_TIMEOUT_MS = 20_000;
const ADMISSION_TIMEOUT_MS = 10 * 60_000;
export type PresenceContent = Extract<DataContent, { type: 'presence' }>['presence'];

export interface SessionListener {
  live(): void;
  closed(reason: CloseReason): void;
  /** A person on the host's side is asked: here, or there. */
  waiting(): void;
  presence(presence: PresenceContent): void;
  /** `quiet`: nothing was heard for a while. `heard`: it was, again. */
  liveness(state: 'quiet' | 'heard'): void;
}

export interface SessionOptions {
  readonly role: Role;
  readonly attempt: Uint8Array;
  readonly handshaker: Handshaker;
  readonly delivery: Delivery;
  readonly clock: Clock;
  readonly createTransport: CreateTransport;
  readonly isRelayOnly: boolean;
  iceServers(): Promise<readonly IceServer[]>;
  isVisible(): boolean;
  /** Hands a frame to the other side's socket. */
  relay(frame: Uint8Array): void;
  readonly listener: SessionListener;
}

export interface Session {
  state(): SessionState;
  /** A frame of this session's attempt. */
  frame(frame: Frame): void;
  peerLeft(): void;
  /** Says whether this page can be seen, or is going away; nothing before `live`. */
  tellPresence(presence: PresenceContent): void;
  /** Lets the one who knocked in. */
  admit(): void;
  /** Tells the other side why not, then ends. */
  refuse(code: RefusalCode): void;
  end(reason: CloseReason): void;
}

export function createSession(options: SessionOptions): Session {
  const { role, attempt, handshaker, delivery, clock, listener } = options;
  let state: SessionState = { phase: FIRST_PHASE[role] };
  let channel: SecureChannel | null = null;
  let liveness: Liveness | null = null;
  let cancelStepTimer = (): void => undefined;
  let isOtherVisible = true;
  let isSyncOut = false;
  let message: Uint8Array | null = null;
  const events: SessionEvent[] = [];
  let isDispatching = false;

  /** Events that effects raise wait their turn: one transition and all its effects, then the next. */
  const dispatch = (event: SessionEvent): void => {
    events.push(event);
    if (isDispatching) return;
    isDispatching = true;
    try {
      for (let next = events.shift(); next !== undefined; next = events.shift()) {
        const result = transition(role, state, next);
        if (result === null) continue;
        state = result.state;
        for (const effect of result.effects) run(effect);
      }
    } finally {
      isDispatching = false;
    }
  };

  const fail = (reason: CloseReason): void => {
    dispatch({ type: 'fail', reason });
  };

  /** Hostile bytes end the session; our own bugs pass. */
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      fail({ why: 'protocol' });
    }
  };

  const isClosed = (): boolean => state.phase === 'closed';

  const relaySig = (content: SigContent): void => {
    if (channel === null) throw new Error('internal: no channel to seal with');
    options.relay(encodeFrame({ type: 'sig', attempt, record: channel.sealSig(content) }));
  };

  const sendData = (content: DataContent): void => {
    if (channel === null || isClosed()) return;
    dataLink.send(channel.sealData(content));
  };

  const run = (effect: Effect): void => {
    switch (effect) {
      case 'verify':
        void verify();
        return;
      case 'send-wait':
        relaySig({ type: 'wait' });
        return;
      case 'report-waiting':
        listener.waiting();
        return;
      case 'send-final':
        options.relay(encodeFrame({ type: 'hs3', attempt, message: handshaker.finalMessage() }));
        return;
      case 'store':
        handshaker.commit().then(
          (refused) => {
            if (refused === null) dispatch({ type: 'stored' });
            else refuse(refused.refusal);
          },
          () => {
            fail({ why: 'storage' });
          },
        );
        return;
      case 'send-ready':
        relaySig({ type: 'ready' });
        return;
      case 'send-ready-ack':
        relaySig({ type: 'ready-ack' });
        return;
      case 'settle':
        handshaker.settle();
        return;
      case 'open-transport':
        dataLink.open();
        return;
      case 'send-sync':
        isSyncOut = true;
        sendData(delivery.sync());
        return;
      case 'start-liveness':
        liveness = createLiveness(clock, {
          ping: (id) => {
            sendData({ type: 'ping', id });
          },
          changed: (change) => {
            if (change === 'lost') fail({ why: 'lost' });
            else listener.liveness(change);
          },
        });
        tellPresence(options.isVisible() ? 'here' : 'away');
        return;
      case 'stop-liveness':
        liveness?.stop();
        return;
      case 'arm-step-timer':
        armTimer(STEP_TIMEOUT_MS);
        return;
      case 'arm-admission-timer':
        armTimer(ADMISSION_TIMEOUT_MS);
        return;
      case 'cancel-step-timer':
        cancelStepTimer();
        return;
      case 'close-transport':
        dataLink.close();
        return;
      case 'erase-keys':
        channel?.erase();
        return;
      case 'report-live':
        isSyncOut = false;
        listener.live();
        return;
      case 'report-closed':
        if (isSyncOut) delivery.release();
        if (state.phase === 'closed') listener.closed(state.reason);
    }
  };

  const armTimer = (delayMs: number): void => {
    cancelStepTimer = clock.after(delayMs, () => {
      dispatch({ type: 'step-timeout' });
    });
  };

  const onTransport = (event: TransportEvent): void => {
    switch (event.type) {
      case 'signal':
        // Once the data channel is open, the relay's seat may already be given back.
        if (state.phase === 'connecting') relaySig({ type: 'signal', json: event.json });
        return;
      case 'open':
        dispatch({ type: 'channel-open' });
        return;
      case 'message':
        guarded(() => {
          onMessage(event.bytes);
        });
        return;
      case 'closed':
        fail({ why: 'lost' });
    }
  };

  const onMessage = (bytes: Uint8Array): void => {
    if (channel === null) throw new Error('internal: a transport without a channel');
    const content = channel.openData(bytes);
    if (state.phase === 'live') {
      liveness?.heard();
      onLiveContent(content);
    } else if (content.type === 'sync') {
      onSync(content);
    } else {
      throw new ProtocolError('out-of-order');
    }
  };

  const onSync = (sync: Sync): void => {
    if (!delivery.fits(sync)) {
      fail({ why: 'out-of-step' });
      return;
    }
    dispatch({ type: 'sync-read' });
    if (!isClosed()) delivery.attach(sync, sendData);
  };

  const onLiveContent = (content: DataContent): void => {
    switch (content.type) {
      case 'ping':
        sendData({ type: 'pong', id: content.id });
        return;
      case 'event':
      case 'ack':
        delivery.receive(content);
        return;
      case 'presence':
        // Whoever leaves hears nothing more: what is sent from now on waits for the next session.
        if (content.presence === 'leaving') {
          fail({ why: 'lost' });
          return;
        }
        isOtherVisible = content.presence === 'here';
        liveness?.setWatched(isOtherVisible || options.isVisible());
        listener.presence(content.presence);
        return;
      case 'sync':
      case 'rekey':
      case 'rekey-step':
        throw new ProtocolError('out-of-order');
      case 'pong':
      case 'read':
      case 'typing':
      case 'ignored':
        // Having been heard is all they mean so far.
        return;
    }
  };

  const onSig = (content: SigContent): void => {
    switch (content.type) {
      case 'ready':
        if (role === 'guest') dispatch({ type: 'ready-read' });
        return;
      case 'ready-ack':
        if (role === 'host') dispatch({ type: 'ack-read' });
        return;
      case 'signal':
        if (state.phase === 'connecting') dataLink.signal(content.json);
        return;
      case 'refuse':
        if (role === 'guest') fail({ why: 'refused', code: content.code });
        return;
      case 'wait':
        if (role === 'guest') dispatch({ type: 'wait-read' });
        return;
    }
  };

  /** Authenticated once there is a channel, a hint before. */
  const refuse = (code: RefusalCode, left = 0): void => {
    if (isClosed()) return;
    if (channel !== null) relaySig({ type: 'refuse', code });
    else options.relay(encodeFrame({ type: 'err', attempt, code, left }));
    fail({ why: 'refused', code });
  };

  const verify = async (): Promise<void> => {
    if (message === null) throw new Error('internal: nothing to verify');
    let verdict: Verdict;
    try {
      verdict = await handshaker.verify(message);
    } catch (error) {
      if (role === 'host' && error instanceof ProtocolError) refuse('auth');
      else fail({ why: error instanceof ProtocolError ? 'protocol' : 'storage' });
      return;
    }
    if (verdict.is === 'refused') {
      refuse(verdict.code, verdict.left);
    } else if (isClosed()) {
      verdict.channel.erase();
    } else {
      ({ channel } = verdict);
      dispatch({ type: verdict.is === 'verified' ? 'verified' : 'knocked' });
    }
  };

  /** Only while nothing authenticated can speak for the host yet. */
  const onHint = (code: RefusalCode, left: number): void => {
    if (state.phase === 'awaiting-reply' || state.phase === 'awaiting-ready') fail({ why: 'hint', code, left });
  };

  const onHandshakeMessage = (arrived: Uint8Array): void => {
    message = arrived;
    dispatch({ type: 'message-arrived' });
  };

  const tellPresence = (presence: PresenceContent): void => {
    if (state.phase !== 'live') return;
    liveness?.setWatched(isOtherVisible || presence === 'here');
    sendData({ type: 'presence', presence });
  };

  const dataLink = createDataLink({
    isInitiator: role === 'guest',
    isRelayOnly: options.isRelayOnly,
    createTransport: options.createTransport,
    iceServers: options.iceServers,
    received: onTransport,
  });

  armTimer(STEP_TIMEOUT_MS);

  return {
    state: () => state,
    frame: (frame) => {
      if (isClosed()) return;
      switch (frame.type) {
        case 'hs2':
          if (state.phase === 'awaiting-reply') onHandshakeMessage(frame.message);
          return;
        case 'hs3':
          if (state.phase === 'awaiting-final') onHandshakeMessage(frame.message);
          return;
        case 'sig':
          guarded(() => {
            if (channel !== null && state.phase !== 'live') onSig(channel.openSig(frame.record));
          });
          return;
        case 'err':
          onHint(frame.code, frame.left);
          return;
        case 'hs1':
        case 'wrong-version':
          return;
      }
    },
    peerLeft: () => {
      dispatch({ type: 'peer-left' });
    },
    tellPresence,
    admit: () => {
      dispatch({ type: 'admitted' });
    },
    refuse: (code) => {
      refuse(code);
    },
    end: fail,
  };
}
