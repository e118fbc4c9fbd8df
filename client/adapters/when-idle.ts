/** Work that can wait until the browser has painted and has nothing better to do; a fraction of a second at most. */

const AT_MOST_MS = 300;

export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Missing in older Safari.
    if (typeof requestIdleCallback !== 'function') setTimeout(resolve, 0);
    else
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: AT_MOST_MS },
      );
  });
}
