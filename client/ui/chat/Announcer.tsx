/**
 * Says new incoming messages to screen readers, once: never history, never own messages, and a flood as one sentence.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { MessageView } from '../../state/view.ts';
import { t } from '../wording/t.ts';
import { newTexts } from './new-texts.ts';

export function Announcer({ messages, otherName }: { messages: readonly MessageView[]; otherName: string }): ReactNode {
  // What was there when the chat came on screen is history.
  const heard = useRef<MessageView | null>(messages.at(-1) ?? null);
  const [said, setSaid] = useState<{ readonly sentence: string; readonly ofId: string } | null>(null);

  useEffect(() => {
    const incoming = newTexts(messages, heard.current);
    const [only] = incoming;
    if (only === undefined) return;
    const timer = setTimeout(() => {
      heard.current = messages.at(-1) ?? null;
      setSaid({
        sentence:
          incoming.length === 1
            ? t('chat.announceOne', { name: otherName, text: only.text })
            : t('chat.announceMany', { count: incoming.length, name: otherName }),
        ofId: only.id,
      });
    }, GATHER_MS);
    return () => clearTimeout(timer);
  }, [messages, otherName]);

  return (
    <div className="vh" role="log">
      {/* What is deleted from the chat must not stay here. */}
      {said !== null && messages.some(({ id, is }) => id === said.ofId && is === 'text') && said.sentence}
    </div>
  );
}

/** Messages that arrive this close together are announced together. */
const GATHER_MS = 400;
