/**
 * Runs one session: feeds frames, transport events and timers to the table in `machine.ts` and does what it says.
 * What differs between host and guest is in their handshakes, handed in as a `Handshaker`.
 */
import { ProtocolError } from '../protocol/errors.ts';
import { encodeFrame, type Frame, type RefusalCode } from '../protocol/frame.ts';
import type { DataContent, SigContent } from '../protocol/content.ts';
import { createDataLink } from './data-link.ts';
import type { Delivery, Sync } from './delivery.ts';
import type { Handshaker, Verdict } from './handshaker.ts';
import { createLiveTraffic, type LiveTrafficListener, type PresenceContent } from './live-traffic.ts';
import { needsSignaling, type CloseReason, type Effect, type Role, type SessionState } from './machine.ts';
import type { Clock, CreateTransport, IceServer, RelayUse, TransportEvent, TransportPath } from './ports.ts';
import type { ReceiveBudget } from './receive-budget.ts';
import type { CreateRekey } from './rekey.ts';
import { runMachine } from './run-machine.ts';
import type { SecureChannel } from './secure-channel.ts';
import { toSessionFailure } from './session-failure.ts';

/** Section 11: how long each step before `live` may take. */
const STEP_TIMEOUT_MS = 20_000;
const ADMISSION_TIMEOUT_MS = 10 * 60_000;
/** Of a guest whose message 3 is still being judged: a description and its first candidates. */
const MAX_EARLY_RECORDS = 64;

export interface SessionListener extends LiveTrafficListener {
  /** Both have committed: from here on only a way to the other side can be missing. */
  connecting(): void;
  live(): void;
  closed(reason: CloseReason): void;
  /** A person on the host's side is asked: here, or there. */
  waiting(): void;
}

export interface SessionOptions {
  readonly role: Role;
  readonly attempt: Uint8Array;
  readonly handshaker: Handshaker;
  readonly createRekey: CreateRekey;
  readonly delivery: Delivery;
  /** Of the chat. */
  readonly budget: ReceiveBudget;
  readonly clock: Clock;
  readonly createTransport: CreateTransport;
  readonly relayUse: RelayUse;
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
  /** Asks the other side for a sign of life now, with a short deadline; nothing before `live`. */
  probe(): void;
  /** Says whether this page can be seen, or is going away; nothing before `live`. */
  tellPresence(presence: PresenceContent): void;
  /** Says whether the person here is writing; nothing before `live`. */
  tellTyping(isTyping: boolean): void;
  /** Lets the one who knocked in. */
  admit(): void;
  /** Tells the other side why not, then ends. */
  refuse(code: RefusalCode): void;
  /** A handshake runs inside it (section 9). */
  isRekeying(): boolean;
  /** The way its connection takes; null before it is open. */
  stats(): Promise<TransportPath | null>;
  end(reason: CloseReason): void;
}

export function createSession(options: SessionOptions): Session {
  const { role, attempt, handshaker, delivery, clock, listener } = options;
  let channel: SecureChannel | null = null;
  let cancelStepTimer = (): void => undefined;
  let isSyncOut = false;
  let message: Uint8Array | null = null;
  /** Records of SIG that came before there was a channel to open them with. */
  const early: Uint8Array[] = [];

  const { state, dispatch } = runMachine(role, (effect) => {
    effects[effect]();
  });
  const phase = (): SessionState['phase'] => state().phase;

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

  const isClosed = (): boolean => phase() === 'closed';

  const relaySig = (content: SigContent): void => {
    if (channel === null) throw new Error('internal: no channel to seal with');
    options.relay(encodeFrame({ type: 'sig', attempt, record: channel.sealSig(content) }));
  };

  const sendData = (content: DataContent): void => {
    if (channel === null || isClosed()) return;
    dataLink.send(channel.sealData(content));
  };

  const rekey = options.createRekey({
    send: sendData,
    stage: (chains) => channel?.stage(chains),
    switchSend: () => channel?.switchTo('dataSend'),
    switchReceive: () => channel?.switchTo('dataReceive'),
    awaitStep: () => {
      armTimer(STEP_TIMEOUT_MS);
    },
    settled: () => {
      cancelStepTimer();
    },
    fail,
  });

  const live = createLiveTraffic({
    clock,
    delivery,
    budget: options.budget,
    rekey,
    listener,
    isVisible: options.isVisible,
    send: sendData,
    fail,
  });

  const effects: Readonly<Record<Effect, () => void>> = {
    verify: () => {
      if (role === 'guest') dataLink.prepare();
      void verify();
    },
    'send-wait': () => {
      relaySig({ type: 'wait' });
    },
    'report-waiting': () => {
      dataLink.defer();
      listener.waiting();
    },
    'send-final': () => {
      options.relay(encodeFrame({ type: 'hs3', attempt, message: handshaker.finalMessage() }));
    },
    store: () => {
      dataLink.prepare();
      handshaker.commit().then(
        (refused) => {
          if (refused === null) dispatch({ type: 'stored' });
          else refuse(refused.refusal);
        },
        () => {
          fail({ why: 'storage' });
        },
      );
    },
    'send-ready': () => {
      relaySig({ type: 'ready' });
    },
    'send-ready-ack': () => {
      relaySig({ type: 'ready-ack' });
    },
    settle: () => {
      handshaker.settle();
    },
    negotiate: () => {
      dataLink.negotiate();
    },
    'open-transport': () => {
      listener.connecting();
      // What it has to say already must not come in the middle of this transition.
      void Promise.resolve().then(dataLink.open);
    },
    'send-sync': () => {
      isSyncOut = true;
      sendData(delivery.sync());
    },
    'start-live': () => {
      live.start();
    },
    'stop-live': () => {
      live.stop();
    },
    'arm-step-timer': () => {
      armTimer(STEP_TIMEOUT_MS);
    },
    'arm-admission-timer': () => {
      armTimer(ADMISSION_TIMEOUT_MS);
    },
    'cancel-step-timer': () => {
      cancelStepTimer();
    },
    'close-transport': () => {
      dataLink.close();
    },
    'erase-keys': () => channel?.erase(),
    'report-live': () => {
      isSyncOut = false;
      listener.live();
    },
    'report-closed': () => {
      const ended = state();
      if (isSyncOut) delivery.release();
      if (ended.phase === 'closed') listener.closed(ended.reason);
    },
  };

  const armTimer = (delayMs: number): void => {
    cancelStepTimer();
    cancelStepTimer = clock.after(delayMs, () => {
      dispatch({ type: 'step-timeout' });
    });
  };

  const onTransport = (event: TransportEvent): void => {
    switch (event.type) {
      case 'signal':
        // Once the data channel is open, the relay's seat may already be given back.
        if (needsSignaling(phase())) relaySig({ type: 'signal', json: event.json });
        return;
      case 'open':
        dispatch({ type: 'channel-open' });
        return;
      case 'message':
        guarded(() => {
          onMessage(event.bytes);
        });
        return;
      case 'path':
        live.setPathAlive(event.isAlive);
        return;
      case 'failed':
        fail({ why: 'failed' });
        return;
      case 'stranded':
        // The guest would wait in vain, and can begin anew with other credentials for both.
        if (role === 'host') refuse('busy');
        else fail({ why: 'stranded' });
        return;
      case 'closed':
        fail({ why: 'lost' });
    }
  };

  const onMessage = (bytes: Uint8Array): void => {
    if (channel === null) throw new Error('internal: a transport without a channel');
    const content = channel.openData(bytes);
    if (phase() === 'live') {
      live.receive(content, bytes.length);
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

  const onSigRecord = (record: Uint8Array): void => {
    guarded(() => {
      if (channel !== null && !isClosed() && phase() !== 'live') onSig(channel.openSig(record));
    });
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
        if (needsSignaling(phase())) dataLink.signal(content.json);
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
      const why = toSessionFailure(error);
      if (role === 'host' && why === 'protocol') refuse('auth');
      else fail({ why });
      return;
    }
    if (verdict.is === 'refused') {
      refuse(verdict.code, verdict.left);
    } else if (isClosed()) {
      verdict.channel.erase();
    } else {
      ({ channel } = verdict);
      dispatch({ type: verdict.is === 'verified' ? 'verified' : 'knocked' });
      early.splice(0).forEach(onSigRecord);
    }
  };

  /** Only while nothing authenticated can speak for the host yet. */
  const onHint = (code: RefusalCode, left: number): void => {
    if (phase() === 'awaiting-reply' || phase() === 'awaiting-ready') fail({ why: 'hint', code, left });
  };

  const onHandshakeMessage = (arrived: Uint8Array): void => {
    message = arrived;
    dispatch({ type: 'message-arrived' });
  };

  const dataLink = createDataLink({
    isInitiator: role === 'guest',
    relay: options.relayUse,
    createTransport: options.createTransport,
    iceServers: options.iceServers,
    received: onTransport,
  });

  armTimer(STEP_TIMEOUT_MS);

  return {
    state,
    frame: (frame) => {
      if (isClosed()) return;
      switch (frame.type) {
        case 'hs2':
          if (phase() === 'awaiting-reply') onHandshakeMessage(frame.message);
          return;
        case 'hs3':
          if (phase() === 'awaiting-final') onHandshakeMessage(frame.message);
          return;
        case 'sig':
          if (phase() !== 'verifying') onSigRecord(frame.record);
          else if (early.length < MAX_EARLY_RECORDS) early.push(frame.record);
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
    probe: () => {
      if (phase() === 'live') live.probe();
    },
    tellPresence: (presence) => {
      if (phase() === 'live') live.tellPresence(presence);
    },
    tellTyping: (isTyping) => {
      if (phase() === 'live') live.tellTyping(isTyping);
    },
    admit: () => {
      dispatch({ type: 'admitted' });
    },
    refuse: (code) => {
      refuse(code);
    },
    isRekeying: rekey.isRunning,
    stats: dataLink.stats,
    end: fail,
  };
}
