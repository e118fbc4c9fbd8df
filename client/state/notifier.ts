/** What the browser lets this page do to call a person who looks elsewhere, as an interface; see `adapters/notifier.ts`. */

/** `unasked`: a click can ask. `denied`: only the browser's own settings change that. `impossible`: not in this browser. */
export type NotifyPermission = 'granted' | 'denied' | 'unasked' | 'impossible';

export interface Notice {
  /** A later notice of the same chat replaces it. */
  readonly chatId: string;
  readonly title: string;
  readonly body: string;
  /** The person wants to see it. */
  readonly pressed: () => void;
}

export interface Notifier {
  permission(): NotifyPermission;
  /** Only on a person's click: browsers refuse to ask otherwise. */
  ask(): Promise<NotifyPermission>;
  /** Silent, and nothing where it is not permitted. */
  show(notice: Notice): void;
  /** Takes back what was shown of the chat. */
  clear(chatId: string): void;
  /** A short tone; nothing before the person has done something on the page. */
  ring(): void;
  /** How much is unread, on the app's icon where it has one. */
  badge(count: number): void;
}
