/** Notifications for a guest: the choice in the menu, and what comes of it. Its code comes after the first message. */
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { ChatView } from '../../state/view.ts';
import { later } from '../later.tsx';
import type { MenuChoice } from '../parts/Menu.tsx';
import { Toast, type ToastMessage } from '../parts/Toast.tsx';
import { t } from '../wording/t.ts';
import type { GuestCalls } from './GuestCallsEffect.tsx';

/** Without its code nobody is called, and nothing else is amiss. */
const GuestCallsEffect = later(
  async () => (await import('./GuestCallsEffect.tsx')).GuestCallsEffect,
  () => null,
);

interface Offer {
  /** None where the browser shows no notifications. */
  readonly choices: readonly MenuChoice[];
  readonly element: ReactNode;
}

/** @param chat null while none is on screen */
export function useGuestCalls(loadCalls: () => Promise<GuestCalls>, chat: ChatView | null): Offer {
  const [calls, setCalls] = useState<GuestCalls | null>(null);
  const [isOn, setOn] = useState(false);
  const [toast, setToast] = useState<ToastMessage | null>(null);
  const goneToast = useCallback(() => setToast(null), []);

  const isTalking = chat !== null && chat.messages.length > 0;
  useEffect(() => {
    if (!isTalking) return;
    loadCalls().then(
      (loaded) => {
        setCalls(loaded);
        setOn(loaded.preferences.view.get().notify !== 'off' && loaded.notifier.permission() === 'granted');
      },
      () => undefined,
    );
  }, [isTalking, loadCalls]);

  const turn = async ({ notifier, preferences }: GuestCalls): Promise<void> => {
    const answer = isOn ? 'granted' : await notifier.ask();
    if (answer === 'granted') {
      preferences.set({ notify: isOn ? 'off' : 'who' });
      setOn(!isOn);
    } else if (answer !== 'unasked') {
      setToast({ text: t(`calls.${answer}`), undo: null });
    }
  };

  const isOffered = calls !== null && calls.notifier.permission() !== 'impossible';
  return {
    choices: isOffered ? [{ label: t(isOn ? 'calls.turnOff' : 'calls.turnOn'), act: () => void turn(calls) }] : [],
    element: (
      <>
        {calls !== null && chat !== null && <GuestCallsEffect calls={calls} chat={chat} />}
        <Toast message={toast} onGone={goneToast} />
      </>
    ),
  };
}
