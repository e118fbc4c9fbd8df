/**
 * What a chat's row says in its second line. Pure view of a chat.
 */
import type { ChatView, Knock, MessageView, PasswordView } from '../../state/view.ts';

export type RowState =
  /** `timeLeft`: share of the invite's life that is left, 0 to 1. */
  | { readonly is: 'invited'; readonly deadlineUnixMs: number; readonly timeLeft: number }
  | { readonly is: 'joining'; readonly timeLeft: number }
  /** Somebody waits to be let in. */
  | { readonly is: 'knocking'; readonly knocking: readonly Knock[]; readonly timeLeft: number }
  /** Too many wrong passwords: nobody can join. */
  | { readonly is: 'blocked'; readonly timeLeft: number }
  | { readonly is: 'message'; readonly message: MessageView }
  | { readonly is: 'typing' | 'joined' | 'expired' | 'ended' | 'broken' };

export function toRowState(chat: ChatView, nowUnixMs: number): RowState {
  const { phase } = chat;
  switch (phase.is) {
    case 'invited': {
      const lifeMs = phase.deadlineUnixMs - phase.createdAtUnixMs;
      const timeLeft = Math.min(1, Math.max(0, (phase.deadlineUnixMs - nowUnixMs) / lifeMs));
      if (phase.knocking.length > 0) return { is: 'knocking', knocking: phase.knocking, timeLeft };
      if (phase.isJoining) return { is: 'joining', timeLeft };
      if (phase.password !== null && isBlocked(phase.password)) return { is: 'blocked', timeLeft };
      return { is: 'invited', deadlineUnixMs: phase.deadlineUnixMs, timeLeft };
    }
    case 'expired':
    case 'ended':
    case 'broken':
      return { is: phase.is };
    case 'waiting':
    case 'open': {
      if (phase.is === 'open' && phase.presence === 'typing') return { is: 'typing' };
      const message = chat.messages.at(-1);
      return message === undefined ? { is: 'joined' } : { is: 'message', message };
    }
  }
}

/** Nobody can join before the host allows more tries. */
export function isBlocked(password: PasswordView): boolean {
  return password.wrongTries >= password.maxTries;
}
