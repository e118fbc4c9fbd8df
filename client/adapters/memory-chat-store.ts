/** The chats of one role in memory: gone with the page. */
import type { ChatHandle, ChatStore } from '../state/ports.ts';
import { StorageError } from '../state/storage-error.ts';

export function createMemoryChatStore<Record extends { readonly id: string }>(): ChatStore<Record> {
  const stored = new Map<string, Record>();

  const createHandle = (first: Record): ChatHandle<Record> => {
    let record = first;

    const update = (change: (record: Record) => Record): void => {
      const next = change(record);
      if (next.id !== first.id) throw new Error('internal: a chat keeps its id');
      if (stored.get(first.id) !== record) throw new StorageError('unavailable');
      stored.set(first.id, next);
      record = next;
    };

    return {
      read: () => record,
      update: (change) =>
        Promise.resolve().then(() => {
          update(change);
        }),
    };
  };

  return {
    list: () => Promise.resolve([...stored.values()].map((record) => ({ is: 'readable', record }))),
    create: (record) => {
      if (stored.has(record.id)) return Promise.reject(new Error('internal: a chat with this id exists'));
      stored.set(record.id, record);
      return Promise.resolve(createHandle(record));
    },
    open: (id) => {
      const record = stored.get(id);
      return Promise.resolve(record === undefined ? null : createHandle(record));
    },
    remove: (id) => {
      stored.delete(id);
      return Promise.resolve();
    },
  };
}
