/**
 * What host and guest chats have in common: what was said, sending, reading, disappearing, the silence after which a chat
 * goes, and its end. Knows no rooms and no handshakes.
 */
import type { EventTarget } from '../protocol/event-body.ts';
import { isRecovery } from '../session/connection.ts';
import { createDelivery, type Delivery } from '../session/delivery.ts';
import type { ChatLog, Clock, LogEntry, PageEvent } from '../session/ports.ts';
import { createAlarm } from './alarm.ts';
import { createChatActions, type ChatActions } from './chat-actions.ts';
import type { ChatRecord } from './chat-record.ts';
import { createFold, toConversation, type Conversation, type DeliveryMarks } from './conversation.ts';
import { createDraft } from './draft.ts';
import { createNews } from './news.ts';
import { createOutgoing } from './outgoing.ts';
import { afterlifeEndsUnixMs, isPastAfterlife, silenceEndsUnixMs } from './silence.ts';
import { createVerification, type SafetyNumbers } from './verification.ts';
import type { ChatView, MessageView } from './view.ts';

const SCREEN_LINES = 30;
const NOTHING: readonly LogEntry[] = [];

/** What both sides show alike. */
type CommonView = Pick<
  ChatView,
  | 'id'
  | 'side'
  | 'messages'
  | 'hasEarlier'
  | 'unreadCount'
  | 'unreadFrom'
  | 'draft'
  | 'silenceDays'
  | 'disappearAfterSeconds'
  | 'lastActivityUnixMs'
  | 'canVerify'
  | 'isVerified'
  | 'isKept'
  | 'storageTrouble'
>;

export interface Chat {
  readonly delivery: Delivery;
  readonly actions: ChatActions;
  toView(): CommonView;
  /** Null while the chat goes on. */
  endedBy(): 'me' | 'other' | 'silence' | null;
  /** What is stored does not fit together: it can be read, and not go on. */
  isDamaged(): boolean;
  /** Nothing of it may, or need, stay on this device. */
  isOver(): boolean;
  /** Somebody has ended it: nothing that was said is stored here any more. */
  isShredded(): boolean;
  pageChanged(event: PageEvent): void;
  /** Whether the chat is on screen, and whether a person can see the page. */
  setShown(isOnScreen: boolean, isPageVisible: boolean): void;
  /** No more will be sent or received; what is here stays readable for as long as it would have been. */
  close(): void;
  /** Another page, or nobody, goes on with this chat. */
  abandon(): void;
}

export interface ChatOptions {
  readonly role: EventTarget['side'];
  readonly log: ChatLog;
  readonly clock: Clock;
  readonly isKept: boolean;
  record(): ChatRecord;
  /** Remembers what the record says besides keys. */
  note(facts: Partial<Pick<ChatRecord, 'draft' | 'isVerified'>>): Promise<void>;
  /** The guest's static public key; null before the two have met. */
  guestKey(): Uint8Array | null;
  /** The person here writes, or has nothing written any more. */
  typed(isTyping: boolean): void;
  /** Null while their code is not here. */
  safetyNumbers(): SafetyNumbers | null;
  changed(): void;
  failed(why: 'out-of-step' | 'storage'): void;
}

export function createChat(options: ChatOptions): Chat {
  const { role, log, clock } = options;
  const { id, terms, createdAtUnixMs, draft: firstDraft } = options.record();
  let wasOnScreen = false;
  let isShown = false;
  let isClosed = false;
  let isAbandoned = false;
  let isGivenUp = false;
  let isSilenced = false;

  const changed = (): void => {
    if (!isAbandoned) setAlarms();
    options.changed();
  };

  const delivery = createDelivery(log, {
    changed,
    isShown: () => isShown,
    failed: options.failed,
  });
  const outgoing = createOutgoing({ log, delivery, clock, changed });
  const news = createNews();
  const fold = createFold(clock, createdAtUnixMs);
  const verification = createVerification(options.record(), options.guestKey, options.safetyNumbers);
  const draft = createDraft(clock, firstDraft, (text) => options.note({ draft: text }));

  /** Failing shows as what it leaves unchanged, and is tried again at the next chance. */
  const attempt = (work: Promise<void>): void => {
    work.then(changed, options.changed);
  };

  const silence = createAlarm(clock, () => {
    isSilenced = true;
    changed();
  });
  const disappearing = createAlarm(clock, () => {
    attempt(log.expire());
  });
  const afterlife = createAlarm(clock, changed);
  const passing = createAlarm(clock, changed);
  const alarms = [silence, disappearing, afterlife, passing];

  const setAlarms = (): void => {
    silence.set(isSilenced ? null : silenceEndsUnixMs(options.record(), log.counters()));
    disappearing.set(log.nextExpiryUnixMs());
    afterlife.set(isPastAfterlife(log.counters(), clock) ? null : afterlifeEndsUnixMs(log.counters()));
    passing.set(conversation().validUntilUnixMs);
  };

  const isSettled = (): boolean => log.counters().ownAcked === log.counters().ownNext - 1;

  const endedBy = (): ReturnType<Chat['endedBy']> => {
    if (isSilenced) return 'silence';
    if (isGivenUp) return 'me';
    const { ended } = log.counters();
    if (ended === null) return null;
    return ended.by === 'own' ? 'me' : 'other';
  };

  const isOpen = (): boolean => !isClosed && !log.isDamaged() && endedBy() === null;

  const marks = (): DeliveryMarks => {
    const { ownAcked, ownRead } = log.counters();
    return { ownAcked, ownRead, handed: delivery.handedSeq(), isOver: !isOpen() };
  };

  const conversation = (): Conversation => fold(isSilenced || isGivenUp ? NOTHING : log.entries(), marks());

  const withUnsent = ({ messages }: Conversation): readonly MessageView[] => {
    const unsent = endedBy() === null ? outgoing.unsent() : [];
    return unsent.length === 0 ? messages : [...messages, ...unsent];
  };

  const actions = createChatActions({
    role,
    log,
    clock,
    outgoing,
    draft,
    isOpen,
    typed: options.typed,
    spoke: news.forget,
    readAll: async () => {
      const entries = isSilenced || isGivenUp ? NOTHING : await log.allEntries();
      return withUnsent(toConversation(entries, marks(), { nowUnixMs: clock.now(), createdAtUnixMs }));
    },
    loadEarlier: () => {
      log.follow(false);
      attempt(log.loadEarlier());
    },
    follow: (isFollowed) => {
      const before = log.entries();
      log.follow(isFollowed);
      if (log.entries() !== before) options.changed();
    },
    end: () => {
      if (endedBy() !== null) return;
      draft.clear();
      if (log.isDamaged()) {
        isGivenUp = true;
        changed();
      } else {
        outgoing.submit({ kind: 'end' });
      }
    },
    setVerified: (isVerified) => {
      attempt(options.note({ isVerified }));
    },
    safetyNumber: verification.safetyNumber,
    compareSafetyNumber: verification.compare,
  });

  log.follow(true);
  isSilenced = clock.now() >= silenceEndsUnixMs(options.record(), log.counters());
  attempt(log.expire());
  setAlarms();

  return {
    delivery,
    actions,
    toView: () => {
      const { unread, timerSeconds, lastEventAtUnixMs } = log.counters();
      const messages = withUnsent(conversation());
      const hasEarlier = endedBy() === null && log.hasEarlier();
      return {
        id,
        side: role,
        messages,
        hasEarlier,
        unreadCount: endedBy() === null ? unread : 0,
        unreadFrom: news.toView(messages, hasEarlier),
        draft: draft.text(),
        silenceDays: terms.silence,
        disappearAfterSeconds: timerSeconds,
        lastActivityUnixMs: lastEventAtUnixMs ?? createdAtUnixMs,
        canVerify: verification.isPossible(),
        isVerified: options.record().isVerified,
        isKept: options.isKept,
        storageTrouble: outgoing.trouble(),
      };
    },
    endedBy,
    isDamaged: log.isDamaged,
    isOver: () => {
      const ended = endedBy();
      return (
        ended === 'silence' || isGivenUp || (ended === 'me' && isSettled()) || isPastAfterlife(log.counters(), clock)
      );
    },
    isShredded: () => log.counters().ended !== null,
    pageChanged: (event) => {
      if (isAbandoned) return;
      if (event === 'hidden' || event === 'leaving') draft.flush();
      // A sleeping page's timers are late, and a clock may have been set.
      if (isRecovery(event)) for (const alarm of alarms) alarm.check();
    },
    setShown: (isOnScreen, isPageVisible) => {
      // A chat that nobody looked at yet has less loaded than a screen shows.
      if (isOnScreen && log.hasEarlier() && log.entries().length < SCREEN_LINES) attempt(log.loadEarlier());
      const wasShown = isShown;
      isShown = isOnScreen && isPageVisible;
      if (wasOnScreen && !isOnScreen) {
        log.follow(true);
        news.forget();
        options.changed();
      }
      wasOnScreen = isOnScreen;
      if (!isShown) return;
      if (!wasShown) news.look(log.counters());
      delivery.markRead();
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      changed();
    },
    abandon: () => {
      if (isAbandoned) return;
      draft.flush();
      isClosed = true;
      isAbandoned = true;
      for (const alarm of alarms) alarm.set(null);
    },
  };
}
