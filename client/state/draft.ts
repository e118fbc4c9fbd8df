/** What the person began to write, kept with the chat: from the first key on, and while they go on writing. */
import { decodeUtf8, encodeUtf8 } from '../protocol/bytes.ts';
import { MAX_TEXT_BYTES } from '../protocol/event-body.ts';
import type { Clock } from '../session/ports.ts';

/** A page that is gone without a word has lost no more than what was written in this time. */
const WRITE_EVERY_MS = 500;

export interface Draft {
  text(): string;
  /** Of a text that is too long to be sent, what could be. */
  save(text: string): void;
  /** Writes at once what is not written yet. */
  flush(): void;
  /** Forgets it at once: it was sent, or nothing can be. */
  clear(): void;
}

/** @param write may reject: what could not be kept is still there until the page goes */
export function createDraft(clock: Clock, first: string, write: (text: string) => Promise<void>): Draft {
  let text = first;
  let written = first;
  let isPausing = false;

  const flush = (): void => {
    if (text === written) return;
    const before = written;
    const writing = text;
    written = writing;
    write(writing).catch(() => {
      if (written === writing) written = before;
    });
  };

  /** What could not be kept is tried again with the next key, not again and again. */
  const writeThenPause = (): void => {
    const tried = text;
    flush();
    isPausing = true;
    clock.after(WRITE_EVERY_MS, () => {
      isPausing = false;
      if (text !== tried) writeThenPause();
    });
  };

  return {
    text: () => text,
    save: (next) => {
      text = cut(next);
      if (!isPausing) writeThenPause();
    },
    flush,
    clear: () => {
      text = '';
      flush();
    },
  };
}

function cut(text: string): string {
  const bytes = encodeUtf8(text);
  for (let length = MAX_TEXT_BYTES; length < bytes.length; length -= 1) {
    // The cut may fall into a character.
    const shorter = decodeUtf8(bytes.subarray(0, length));
    if (shorter !== null) return shorter;
  }
  return text;
}
