/**
 * What one role of a browser has on its disk, and the storage that a page sees of it: a change is there whole or not at
 * all, and a page that another one has overtaken stores nothing any more, as with IndexedDB. When a change reaches the
 * disk, and whether it does, is the page's business (`Write`).
 */
import { createLog, type LogOptions } from '../../client/adapters/log.ts';
import { EMPTY_LOG, type LogState } from '../../client/adapters/log-state.ts';
import type { ChatLog, Clock } from '../../client/session/ports.ts';
import type { ChatHandle } from '../../client/state/ports.ts';
import type { Storage } from '../../client/state/storage.ts';
import { StorageError } from '../../client/state/storage-error.ts';

export interface Disk<Record> {
  readonly chats: Map<string, Record>;
  readonly logs: Map<string, LogState>;
}

/** Makes one change at a later moment, in the order of the calls. Resolved means stored; rejected means it is not. */
export type Write = (what: string, change: () => void) => Promise<void>;

export function createDisk<Record>(): Disk<Record> {
  return { chats: new Map(), logs: new Map() };
}

export function openDisk<Record extends { readonly id: string }>(
  disk: Disk<Record>,
  clock: Clock,
  write: Write,
): Storage<Record> {
  const createHandle = (first: Record): ChatHandle<Record> => {
    let shown = first;
    return {
      read: () => shown,
      update: async (change) => {
        await write('record', () => {
          const next = change(shown);
          if (next.id !== first.id) throw new Error('internal: a chat keeps its id');
          if (disk.chats.get(first.id) !== shown) throw new StorageError('unavailable');
          disk.chats.set(first.id, next);
          shown = next;
        });
      },
    };
  };

  return {
    isKept: true,
    chats: {
      list: () => Promise.resolve([...disk.chats.values()].map((record) => ({ is: 'readable', record }))),
      create: async (record) => {
        await write('create', () => {
          if (disk.chats.has(record.id)) throw new Error('internal: a chat with this id exists');
          disk.chats.set(record.id, record);
        });
        return createHandle(record);
      },
      open: (id) => {
        const record = disk.chats.get(id);
        return Promise.resolve(record === undefined ? null : createHandle(record));
      },
      remove: (id) =>
        write('remove', () => {
          disk.chats.delete(id);
          disk.logs.delete(id);
        }),
    },
    openLog: (chatId, role) =>
      disk.chats.has(chatId)
        ? Promise.resolve(openLog(disk, chatId, { role, clock }, write))
        : Promise.reject(new StorageError('unavailable')),
  };
}

function openLog<Record>(disk: Disk<Record>, chatId: string, options: LogOptions, write: Write): ChatLog {
  const first = disk.logs.get(chatId) ?? EMPTY_LOG;
  let mine = first;
  const keeper = {
    load: (state: LogState) => Promise.resolve(state),
    save: (before: LogState, after: LogState) =>
      write(nameOf(before, after), () => {
        if (!disk.chats.has(chatId) || (disk.logs.get(chatId) ?? EMPTY_LOG) !== mine) {
          throw new StorageError('unavailable');
        }
        disk.logs.set(chatId, after);
        mine = after;
      }),
  };
  return createLog(keeper, first, false, options);
}

/** For whoever reads the trace. */
function nameOf({ counters: before }: LogState, { counters: after }: LogState): string {
  const moved = (['ownNext', 'otherCum', 'ownAcked', 'ownRead', 'otherRead'] as const).filter(
    (name) => before[name] !== after[name],
  );
  return `log ${moved.map((name) => `${name} ${after[name]}`).join(', ')}`;
}
