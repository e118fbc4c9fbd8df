/** Code that comes late is asked for until it is there: after a pause, and at once when the page hears that things are better. */
import { isRecovery } from '../session/connection.ts';
import type { Clock, Page, RandomBytes } from '../session/ports.ts';
import { createRetry } from '../session/retry.ts';

/** @param failed each time that it could not be had */
export function keepLoading<T>(
  load: () => Promise<T>,
  world: { readonly clock: Clock; readonly random: RandomBytes; readonly page: Page },
  failed: () => void,
): Promise<T> {
  return new Promise((resolve) => {
    const attempt = (): void => {
      load().then(resolve, () => {
        retry.pause('network');
        failed();
      });
    };
    const retry = createRetry(world, attempt);
    world.page.subscribe((event) => {
      if (!isRecovery(event) || !retry.isPausing()) return;
      retry.reset();
      attempt();
    });
    attempt();
  });
}
