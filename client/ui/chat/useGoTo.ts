/** Leads to a message, also to one that is not loaded yet. */
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { ChatView } from '../../state/view.ts';

/** @returns stays the same function for as long as the list is on screen */
export function useGoTo(
  list: RefObject<HTMLElement | null>,
  { messages, hasEarlier }: Pick<ChatView, 'messages' | 'hasEarlier'>,
  loadEarlier: () => void,
): (messageId: string) => void {
  const wanted = useRef<{ readonly id: string; readonly loadsLeft: number } | null>(null);
  const goOn = useRef(() => {});

  useEffect(() => {
    goOn.current = () => {
      if (wanted.current === null) return;
      const { id, loadsLeft } = wanted.current;
      const isThere = show(list.current, id);
      wanted.current = isThere || !hasEarlier || loadsLeft === 0 ? null : { id, loadsLeft: loadsLeft - 1 };
      if (wanted.current !== null) loadEarlier();
    };
  });
  // After each load, as it may have brought the message.
  useEffect(() => {
    goOn.current();
  }, [messages, hasEarlier]);

  return useCallback((messageId) => {
    wanted.current = { id: messageId, loadsLeft: MAX_LOADS };
    goOn.current();
  }, []);
}

/** A quoted message can be gone for good, and looking for it must not bring a whole long chat on screen. */
const MAX_LOADS = 20;

/** False when the message is not on screen. */
function show(list: HTMLElement | null, messageId: string): boolean {
  const article = list?.querySelector<HTMLElement>(`article[data-id="${CSS.escape(messageId)}"]`) ?? null;
  if (article === null) return false;
  article.scrollIntoView({ block: 'center' });
  article.focus({ preventScroll: true });
  article.dataset['found'] = '';
  article.addEventListener('animationend', () => delete article.dataset['found'], { once: true });
  return true;
}
