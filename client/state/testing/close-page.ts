/** A page that is closed; its browser is not, and whoever goes on there finds its locks free. */
import { createFakeLocks } from './fake-locks.ts';
import type { Browser } from './world.ts';

export function closePage<Record extends { readonly id: string }>(person: {
  readonly browser: Browser<Record>;
  readonly page: { emit(event: 'hidden' | 'leaving'): void };
  unplug(): void;
}): Browser<Record> {
  person.page.emit('hidden');
  person.page.emit('leaving');
  person.unplug();
  return { storage: person.browser.storage, locks: createFakeLocks() };
}
