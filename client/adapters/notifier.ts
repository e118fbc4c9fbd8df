/** Calls a person through the browser: notifications, a tone, a number on the app's icon. Each may be missing. */
import type { Notice, Notifier, NotifyPermission } from '../state/notifier.ts';

export function createNotifier(): Notifier {
  const shown = new Map<string, Notification>();
  let audio: AudioContext | null = null;

  const clear = (chatId: string): void => {
    shown.get(chatId)?.close();
    shown.delete(chatId);
  };

  return {
    permission,
    ask: async () => {
      if (permission() === 'unasked') await Notification.requestPermission().catch(() => undefined);
      return permission();
    },
    show: (notice) => {
      if (permission() !== 'granted') return;
      clear(notice.chatId);
      const notification = open(notice);
      if (notification === null) return;
      shown.set(notice.chatId, notification);
      notification.onclick = () => {
        window.focus();
        clear(notice.chatId);
        notice.pressed();
      };
    },
    clear,
    ring: () => {
      audio ??= typeof AudioContext === 'function' ? new AudioContext() : null;
      if (audio !== null) void ring(audio).catch(() => undefined);
    },
    badge: (count) => {
      if (!('setAppBadge' in navigator)) return;
      (count === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(count)).catch(() => undefined);
    },
  };
}

function permission(): NotifyPermission {
  if (typeof Notification !== 'function') return 'impossible';
  return Notification.permission === 'default' ? 'unasked' : Notification.permission;
}

/** Null on phones whose browsers leave notifications to service workers. */
function open({ title, body, chatId }: Notice): Notification | null {
  try {
    return new Notification(title, { body, tag: chatId, silent: true });
  } catch {
    return null;
  }
}

/** Two soft notes, a fifth apart. */
async function ring(audio: AudioContext): Promise<void> {
  await audio.resume();
  const volume = audio.createGain();
  volume.connect(audio.destination);
  NOTES_HZ.forEach((frequencyHz, place) => {
    const startS = audio.currentTime + place * NOTE_S;
    const note = audio.createOscillator();
    note.frequency.value = frequencyHz;
    note.connect(volume);
    note.start(startS);
    note.stop(startS + NOTE_S);
  });
  volume.gain.setValueAtTime(VOLUME, audio.currentTime);
  volume.gain.linearRampToValueAtTime(0, audio.currentTime + NOTES_HZ.length * NOTE_S);
}

const NOTES_HZ = [587.33, 880];
const NOTE_S = 0.14;
const VOLUME = 0.08;
