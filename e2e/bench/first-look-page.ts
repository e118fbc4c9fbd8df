/** Runs inside a page, before it: notes when something is painted, and when there is something to press. */

export interface FirstLook {
  /** First Contentful Paint, in ms from the start of the navigation. */
  readonly paintMs: number;
  /** What a person needs to go on is there, and the work and the frame that brought it are over. */
  readonly usableMs: number;
}

/** An empty page has no button: there it is the page itself. */
const isUsable = (): boolean => document.querySelector(location.pathname === '/j' ? 'button' : 'body') !== null;

const usable = new Promise<number>((resolve) => {
  const look = (): void => {
    if (!isUsable()) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      setTimeout(() => {
        resolve(performance.now());
      });
    });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
});

const painted = new Promise<number>((resolve) => {
  const observer = new PerformanceObserver((list) => {
    const [entry] = list.getEntriesByName('first-contentful-paint');
    if (entry === undefined) return;
    observer.disconnect();
    resolve(entry.startTime);
  });
  observer.observe({ type: 'paint', buffered: true });
});

const firstLook: Promise<FirstLook> = Promise.all([painted, usable]).then(([paintMs, usableMs]) => ({
  paintMs,
  usableMs,
}));
Object.assign(window, { firstLook });
