/** How a person wants this app to look and to call, on this device. Plain data and a command; nothing of it is secret. */
import { createStore, type Store } from './store.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
/** Not at all; who wrote; who and what. */
export const NOTIFY = ['off', 'who', 'text'] as const;

export interface PreferencesView {
  readonly theme: (typeof THEMES)[number];
  readonly notify: (typeof NOTIFY)[number];
  /** A tone for what comes while it is not on screen. */
  readonly hasSound: boolean;
  /** Single keys do something outside of text fields. */
  readonly hasKeys: boolean;
}

export interface Preferences {
  readonly view: Store<PreferencesView>;
  set(change: Partial<PreferencesView>): void;
}

/** Where they are kept, as text. */
export interface KeptText {
  /** Null when there is none, or when it cannot be read. */
  read(): string | null;
  /** Where a browser refuses, it lasts as long as the page. */
  write(text: string): void;
}

export function createPreferences(kept: KeptText): Preferences {
  const view = createStore<PreferencesView>(parsePreferences(kept.read()));
  return {
    view,
    set: (change) => {
      view.set({ ...view.get(), ...change });
      kept.write(JSON.stringify(view.get()));
    },
  };
}

/** Whatever is missing, or nothing this version knows, is as it is in the beginning. */
export function parsePreferences(text: string | null): PreferencesView {
  const found = toFields(text);
  return {
    theme: THEMES.find((one) => one === found['theme']) ?? 'system',
    notify: NOTIFY.find((one) => one === found['notify']) ?? 'off',
    hasSound: found['hasSound'] === true,
    hasKeys: found['hasKeys'] !== false,
  };
}

function toFields(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text ?? '');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
