/** The host's name in this browser's local storage; in memory where storage is refused. */
import type { Profile } from '../state/host.ts';

const NAME_KEY = 'guest-chats.host.name';

export function createLocalProfile(): Profile {
  let name = readName();
  return {
    name: () => name,
    setName: (next) => {
      name = next;
      try {
        localStorage.setItem(NAME_KEY, next);
      } catch {
        // Private windows and strict settings refuse: the name then lasts as long as the page.
      }
    },
  };
}

export function forgetLocalProfile(): void {
  try {
    localStorage.removeItem(NAME_KEY);
  } catch {
    // Where storage is refused nothing was stored.
  }
}

function readName(): string | null {
  try {
    return localStorage.getItem(NAME_KEY);
  } catch {
    return null;
  }
}
