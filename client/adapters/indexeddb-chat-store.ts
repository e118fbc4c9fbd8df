/**
 * The chats of one role in IndexedDB, each record sealed by its chat's own data key. Knows records by their codec only,
 * and nothing of events but that they go with their chat.
 */
import { encodeUtf8, equalBytes, lv, wipe } from '../protocol/bytes.ts';
import type { ChatHandle, ChatStore, ListedChat } from '../state/ports.ts';
import { StorageError } from '../state/storage-error.ts';
import type { ChatDatabase } from './chat-database.ts';
import { fromBlocks, toBlocks } from './blocks.ts';
import { intact, type Codec } from './codec.ts';
import { rowsOf, type ChatRow } from './database.ts';
import type { Sealer } from './sealer.ts';

export function createIndexedDbChatStore<Record extends { readonly id: string }>(
  database: ChatDatabase,
  codec: Codec<Record>,
): ChatStore<Record> {
  const seal = async (record: Record, sealer: Sealer): Promise<Uint8Array> => {
    const encoded = toBlocks(codec.encode(record));
    const sealed = await sealer.seal(encoded, placeOf(record.id));
    wipe(encoded);
    return sealed;
  };

  const unseal = async (id: string, row: ChatRow): Promise<{ record: Record; sealer: Sealer }> => {
    const sealer = await database.vault.openDataKey(id, row.key);
    const encoded = await sealer.open(row.record, placeOf(id));
    const record = codec.decode(intact(() => fromBlocks(encoded)));
    wipe(encoded);
    return { record, sealer };
  };

  const toListed = async (id: string, row: ChatRow): Promise<ListedChat<Record>> => {
    try {
      return { is: 'readable', record: (await unseal(id, row)).record };
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      if (error.code !== 'corrupt' && error.code !== 'future-version') throw error;
      return { is: 'unreadable', id, why: error.code };
    }
  };

  const createHandle = (first: Record, sealer: Sealer, firstRecord: Uint8Array): ChatHandle<Record> => {
    const { id } = first;
    let record = first;
    let stored = firstRecord;
    let queue: Promise<unknown> = Promise.resolve();

    const update = async (change: (record: Record) => Record): Promise<void> => {
      const next = change(record);
      if (next.id !== id) throw new Error('internal: a chat keeps its id');
      const sealed = await seal(next, sealer);
      await database.writeStrictly(async (transaction) => {
        const chats = transaction.objectStore('chats');
        const found = await chats.get(id);
        if (found === undefined || !equalBytes(found.record, stored)) throw new StorageError('unavailable');
        // The key as it lies there: the vault may have wrapped it anew.
        await chats.put({ key: found.key, record: sealed }, id);
      });
      record = next;
      stored = sealed;
    };

    return {
      read: () => record,
      update: (change) => {
        const turn = queue.then(() => update(change));
        queue = turn.catch(() => undefined);
        return turn;
      },
    };
  };

  const create = async (record: Record): Promise<ChatHandle<Record>> => {
    const { vault } = database;
    const vaultKeyId = vault.keyId();
    const { wrapped, sealer } = await vault.createDataKey(record.id);
    const row = { key: wrapped, record: await seal(record, sealer) };
    const isStored = await database.writeStrictly(async (transaction) => {
      if ((await transaction.objectStore('vault').getKey(vaultKeyId)) === undefined) return false;
      const chats = transaction.objectStore('chats');
      if ((await chats.getKey(record.id)) !== undefined) throw new Error('internal: a chat with this id exists');
      await chats.put(row, record.id);
      return true;
    });
    if (isStored) return createHandle(record, sealer, row.record);
    // The vault has another key by now. If this page does not have it, another one has taken the chats over.
    if (vault.keyId() === vaultKeyId) throw new StorageError('unavailable');
    return create(record);
  };

  return {
    list: async () => {
      const [ids, rows] = await database.read((transaction) => {
        const chats = transaction.objectStore('chats');
        return Promise.all([chats.getAllKeys(), chats.getAll()]);
      });
      return Promise.all(rows.map((row, place) => toListed(ids[place] ?? '', row)));
    },
    create,
    open: async (id) => {
      const row = await database.read((transaction) => transaction.objectStore('chats').get(id));
      if (row === undefined) return null;
      const { record, sealer } = await unseal(id, row);
      return createHandle(record, sealer, row.record);
    },
    remove: (id) =>
      database.writeStrictly(async (transaction) => {
        await Promise.all([
          transaction.objectStore('chats').delete(id),
          transaction.objectStore('lines').delete(rowsOf(id)),
          transaction.objectStore('outbox').delete(rowsOf(id)),
          transaction.objectStore('counters').delete(id),
        ]);
      }),
  };
}

/** Bound to the record, so that it cannot be put in another's place. */
function placeOf(id: string): Uint8Array {
  return lv(encodeUtf8('record'), encodeUtf8(id));
}
