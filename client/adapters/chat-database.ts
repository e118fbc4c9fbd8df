/** One role's database together with the vault that seals what goes into it. Knows no record and no event. */
import { openDatabase, type Database, type DatabaseName } from './database.ts';
import { openVault, type Vault } from './vault.ts';

export interface ChatDatabase extends Database {
  readonly vault: Vault;
}

/** Throws StorageError. @param lost as for `openDatabase` */
export async function openChatDatabase(name: DatabaseName, lost: () => void): Promise<ChatDatabase> {
  const database = await openDatabase(name, lost);
  return { ...database, vault: await openVault(database) };
}
