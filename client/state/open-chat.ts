/** Opening a stored chat, so that this page alone can change it. */
import type { EventTarget } from '../protocol/event-body.ts';
import type { ChatLog } from '../session/ports.ts';
import type { ChatHandle } from './ports.ts';
import type { Storage } from './storage.ts';
import { StorageError } from './storage-error.ts';

/** The page that the chat is taken from may be storing something just then. */
const MAX_TRIES = 5;

interface OpenChat<Record> {
  readonly handle: ChatHandle<Record>;
  readonly log: ChatLog;
}

/**
 * Null when there is no such chat. Rejects with a StorageError.
 * @param isTaken another page had the chat and may not know yet that it has it no more: a page that was frozen goes on where
 *   it stood. What it stores from now on is refused, instead of what this page stores.
 */
export async function openChat<Record extends { readonly id: string }>(
  storage: Storage<Record>,
  chatId: string,
  role: EventTarget['side'],
  isTaken: boolean,
): Promise<OpenChat<Record> | null> {
  for (let tries = 1; ; tries += 1) {
    const handle = await storage.chats.open(chatId);
    if (handle === null) return null;
    const log = await storage.openLog(chatId, role);
    if (!isTaken || (await isClaimed(handle, log)) || tries === MAX_TRIES) return { handle, log };
  }
}

/** False when somebody else stored something since it was opened. */
async function isClaimed<Record>(handle: ChatHandle<Record>, log: ChatLog): Promise<boolean> {
  try {
    await handle.update((record) => ({ ...record }));
    await log.claim();
    return true;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    // No room left, for one: the chat can be read all the same.
    return error.code !== 'unavailable';
  }
}
