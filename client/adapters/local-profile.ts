/** What this browser keeps of a host besides chats: the name, and how the app should look and call. */
import type { Profile } from '../state/host.ts';
import { createLocalText } from './local-text.ts';

const NAME = createLocalText('guest-chats.host.name');
/** `public/theme.js` reads it before anything is drawn. */
export const HOST_PREFERENCES = createLocalText('guest-chats.host.preferences');

export function createLocalProfile(): Profile {
  let name = NAME.read();
  return {
    name: () => name,
    setName: (next) => {
      name = next;
      NAME.write(next);
    },
  };
}

export function forgetLocalProfile(): void {
  NAME.forget();
  HOST_PREFERENCES.forget();
}
