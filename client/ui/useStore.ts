/**
 * The one bridge from the app to the screen. Widgets keep their own small state in `useState`; everything else comes through here.
 */
import { useSyncExternalStore } from 'react';
import type { Store } from '../state/store.ts';

export function useStore<T>(store: Store<T>): T {
  // The third is for who draws a screen as text, as tests do.
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
