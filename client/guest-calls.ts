/** Composition root of what calls a guest who looks elsewhere; loaded once there is something to be called for. */
import { createLocalText } from './adapters/local-text.ts';
import { createNotifier } from './adapters/notifier.ts';
import { createPreferences } from './state/preferences.ts';
import type { GuestCalls } from './ui/guest/GuestCallsEffect.tsx';

export function createGuestCalls(): GuestCalls {
  return {
    notifier: createNotifier(),
    preferences: createPreferences(createLocalText('guest-chats.guest.preferences')),
  };
}
