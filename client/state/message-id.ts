/** What a message is called on the screen: its side and number, unique within the chat. */
import type { LineRef } from '../session/ports.ts';

export function toMessageId({ side, seq }: LineRef): string {
  return `${side}-${String(seq)}`;
}

/** Null for what is no numbered message. */
export function parseMessageId(id: string): LineRef | null {
  const match = /^(own|other)-(\d{1,15})$/.exec(id);
  if (match === null) return null;
  return { side: match[1] === 'own' ? 'own' : 'other', seq: Number(match[2]) };
}
