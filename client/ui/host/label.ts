/** What a host calls a chat: a reminder, not a note; it never leaves this device. */
export const MAX_LABEL_CHARS = 60;
