/** Whether the other person is in the chat right now. Pure. */
import type { ChatPhase } from '../state/view.ts';

export function isHere(phase: ChatPhase): boolean {
  return phase.is === 'open' && (phase.presence === 'online' || phase.presence === 'typing');
}
