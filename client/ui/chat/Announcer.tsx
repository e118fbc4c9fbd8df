/**
 * Says new incoming messages to screen readers, once: never history, never own messages, and a flood as one sentence.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { MessageView } from '../../state/view.ts';
import { t } from '../wording/t.ts';

export function Announcer({ messages, otherName }: { messages: readonly MessageView[]; otherName: string }): ReactNode {
  // What was there when the chat came on screen is history.
  const announcedCount = useRef(messages.length);
  const [sentence, setSentence] = useState('');

  useEffect(() => {
    announcedCount.current = Math.min(announcedCount.current, messages.length);
    const incoming = messages.slice(announcedCount.current).filter((message) => message.author === 'other');
    const [only] = incoming;
    if (only === undefined) return;
    const timer = setTimeout(() => {
      announcedCount.current = messages.length;
      setSentence(
        incoming.length === 1
          ? t('chat.announceOne', { name: otherName, text: only.text })
          : t('chat.announceMany', { count: incoming.length, name: otherName }),
      );
    }, GATHER_MS);
    return () => clearTimeout(timer);
  }, [messages, otherName]);

  return (
    <div className="vh" role="log">
      {/* What is deleted from the chat must not stay here. */}
      {messages.length === 0 ? '' : sentence}
    </div>
  );
}

/** Messages that arrive this close together are announced together. */
const GATHER_MS = 400;
