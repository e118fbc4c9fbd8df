/** What a person can do in one chat, and the same by a chat's id. Knows no session and no record. */
import { encodeUtf8 } from '../protocol/bytes.ts';
import { MAX_EMOJI_BYTES, type EventTarget } from '../protocol/event-body.ts';
import type { ChatLog, Clock, LogLine } from '../session/ports.ts';
import { canEdit } from './conversation.ts';
import type { Draft } from './draft.ts';
import { parseMessageId } from './message-id.ts';
import type { Outgoing } from './outgoing.ts';
import type { ChatCommands, QuoteView } from './view.ts';

type WithoutId<F> = F extends (chatId: string, ...rest: infer Rest) => infer Result ? (...rest: Rest) => Result : never;
type ByChat = Omit<ChatCommands, 'show' | 'retry' | 'inspect'>;

export type ChatActions = { readonly [Name in keyof ByChat]: WithoutId<ByChat[Name]> };

interface ChatActionsOptions extends Pick<
  ChatActions,
  'loadEarlier' | 'follow' | 'readAll' | 'end' | 'safetyNumber' | 'setVerified' | 'compareSafetyNumber'
> {
  readonly role: EventTarget['side'];
  readonly log: ChatLog;
  readonly clock: Clock;
  readonly outgoing: Outgoing;
  readonly draft: Draft;
  /** The person writes, or has nothing written any more. */
  typed(isTyping: boolean): void;
  /** Something was said: what was new before is not news any more. */
  spoke(): void;
  /** More can be said. */
  isOpen(): boolean;
}

export function createChatActions(options: ChatActionsOptions): ChatActions {
  const { role, log, clock, outgoing, draft, isOpen } = options;

  const findLine = (messageId: string | null): LogLine | null => {
    const ref = messageId === null ? null : parseMessageId(messageId);
    if (ref === null) return null;
    const found = log
      .entries()
      .findLast((entry) => entry.is === 'line' && entry.side === ref.side && entry.seq === ref.seq);
    return found?.is === 'line' ? found : null;
  };

  const toTarget = ({ side, seq }: LogLine): EventTarget => ({ side: side === 'own' ? role : otherOf(role), seq });

  return {
    send: (text, replyTo) => {
      if (!isOpen()) return 'chat-over';
      const judged = outgoing.judge(text);
      if ('refusal' in judged) return judged.refusal;
      const line = findLine(replyTo);
      const target = line?.content.kind === 'text' ? toTarget(line) : null;
      outgoing.submit({ kind: 'text', text: judged.text, replyTo: target }, toQuote(replyTo, line));
      draft.clear();
      options.spoke();
      return null;
    },
    edit: (messageId, text) => {
      if (!isOpen()) return 'chat-over';
      const line = findLine(messageId);
      if (line === null || !canEdit(line, clock.now())) return 'too-late';
      const judged = outgoing.judge(text);
      if ('refusal' in judged) return judged.refusal;
      outgoing.submit({ kind: 'edit', seq: line.seq, text: judged.text });
      return null;
    },
    deleteMessage: (messageId) => {
      if (outgoing.discard(messageId) || !isOpen()) return;
      const line = findLine(messageId);
      if (line?.side === 'own' && line.content.kind === 'text') outgoing.submit({ kind: 'delete', seq: line.seq });
    },
    react: (messageId, emoji) => {
      const line = findLine(messageId);
      if (!isOpen() || line?.content.kind !== 'text' || encodeUtf8(emoji).length > MAX_EMOJI_BYTES) return;
      const given = line.content.reactions.find(({ side }) => side === 'own')?.emoji ?? '';
      if (emoji !== given) outgoing.submit({ kind: 'reaction', target: toTarget(line), emoji });
    },
    setDisappearing: (seconds) => {
      if (isOpen() && seconds !== log.counters().timerSeconds) outgoing.submit({ kind: 'timer', seconds });
    },
    saveDraft: (text) => {
      if (!isOpen()) return;
      draft.save(text);
      options.typed(text.trim() !== '');
    },
    loadEarlier: options.loadEarlier,
    follow: options.follow,
    readAll: options.readAll,
    end: options.end,
    safetyNumber: options.safetyNumber,
    setVerified: options.setVerified,
    compareSafetyNumber: options.compareSafetyNumber,
  };
}

/** @param find undefined when there is no such chat: then nothing can be done in it */
export function toCommands(find: (chatId: string) => ChatActions | undefined): ByChat {
  return {
    send: (id, ...rest) => {
      const chat = find(id);
      return chat === undefined ? 'chat-over' : chat.send(...rest);
    },
    edit: (id, ...rest) => {
      const chat = find(id);
      return chat === undefined ? 'chat-over' : chat.edit(...rest);
    },
    deleteMessage: (id, ...rest) => find(id)?.deleteMessage(...rest),
    react: (id, ...rest) => find(id)?.react(...rest),
    setDisappearing: (id, ...rest) => find(id)?.setDisappearing(...rest),
    saveDraft: (id, ...rest) => find(id)?.saveDraft(...rest),
    loadEarlier: (id) => find(id)?.loadEarlier(),
    follow: (id, ...rest) => find(id)?.follow(...rest),
    readAll: (id) => find(id)?.readAll() ?? Promise.resolve([]),
    end: (id) => find(id)?.end(),
    safetyNumber: (id) => find(id)?.safetyNumber() ?? null,
    setVerified: (id, ...rest) => find(id)?.setVerified(...rest),
    compareSafetyNumber: (id, ...rest) => find(id)?.compareSafetyNumber(...rest) ?? null,
  };
}

function otherOf(role: EventTarget['side']): EventTarget['side'] {
  return role === 'host' ? 'guest' : 'host';
}

function toQuote(id: string | null, line: LogLine | null): QuoteView | null {
  if (id === null || line?.content.kind !== 'text') return null;
  return { id, author: line.side === 'own' ? 'me' : 'other', text: line.content.text };
}
