/** A page that a test shows, hides and leaves. */
import type { Page, PageEvent } from '../ports.ts';

export interface FakePage extends Page {
  emit(event: PageEvent): void;
}

export function createFakePage(): FakePage {
  let isVisible = true;
  let isOnline = true;
  const listeners: ((event: PageEvent) => void)[] = [];
  return {
    isVisible: () => isVisible,
    isOnline: () => isOnline,
    subscribe: (listener) => {
      listeners.push(listener);
    },
    emit: (event) => {
      if (event === 'visible' || event === 'hidden') isVisible = event === 'visible';
      if (event === 'online' || event === 'offline') isOnline = event === 'online';
      for (const listener of listeners) listener(event);
    },
  };
}
