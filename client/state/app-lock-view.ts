/** What the screens show of the app lock, and what a person can do with it: plain data and commands. */
import type { Store } from './store.ts';

export type AppLockView =
  /** Storage is not open yet. */
  | { readonly is: 'unknown' }
  /** This browser refuses to store: there is nothing to lock. */
  | { readonly is: 'impossible' }
  /** Nothing is opened, and nothing is connected, before the passphrase. */
  | { readonly is: 'locked'; readonly attempt: UnlockAttempt }
  /** It is locked in a way this version of the app cannot open: damaged, or the work of a later version. */
  | { readonly is: 'unreadable'; readonly why: 'corrupt' | 'future-version' }
  | { readonly is: 'off' }
  | { readonly is: 'on' };

/** `failed`: this browser could not try it. */
export type UnlockAttempt = 'none' | 'checking' | 'empty' | 'wrong' | 'failed';

/** The present passphrase is `empty` or `wrong`; the new one is `too-short` or `unusable`; or it `failed`. Nothing changed. */
export type LockRefusal = 'empty' | 'wrong' | 'too-short' | 'unusable' | 'failed';

/** In Unicode code points. */
export const MIN_PASSPHRASE_CHARS = 8;

export interface AppLock {
  readonly view: Store<AppLockView>;
  /** The view says what comes of it. */
  unlock(passphrase: string): void;
  turnOn(next: string): Promise<LockRefusal | null>;
  change(current: string, next: string): Promise<LockRefusal | null>;
  turnOff(current: string): Promise<LockRefusal | null>;
  /** Forgets what is open, at once. */
  lockNow(): void;
  /** The way out for those who forgot: all chats of this host, and the name. False when it could not be done. */
  deleteEverything(): Promise<boolean>;
}
