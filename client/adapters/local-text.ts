/** One text in this browser's local storage, where it allows that. */

export interface LocalText {
  read(): string | null;
  write(text: string): void;
  forget(): void;
}

export function createLocalText(key: string): LocalText {
  return {
    read: () => attempt(() => localStorage.getItem(key)),
    write: (text) => {
      attempt(() => {
        localStorage.setItem(key, text);
      });
    },
    forget: () => {
      attempt(() => {
        localStorage.removeItem(key);
      });
    },
  };
}

/** Private windows and strict settings refuse: what is written then lasts as long as the page. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
