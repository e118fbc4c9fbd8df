/** Asks this browser not to delete what is stored when space runs short. */
import type { Persistence } from '../state/ports.ts';

type Manager = Pick<StorageManager, 'persist' | 'persisted'>;

/** @param storage undefined where the browser has none */
export function createPersistence(storage: Manager | undefined): Persistence {
  const ask = async (question: keyof Manager): Promise<boolean> => {
    try {
      return (await storage?.[question]()) ?? false;
    } catch {
      return false;
    }
  };
  return { isGranted: () => ask('persisted'), request: () => ask('persist') };
}
