/**
 * What helps when a part of the page's code could not be had: once the server answers again, a new page. Asking for the part
 * again is not enough, because Firefox remembers that a module failed, and a newer server may not have that file any more.
 */

/** Resolves without having done anything where the server does not answer. */
export async function beginAgainIfServed(): Promise<void> {
  const { ok } = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).catch(() => ({ ok: false }));
  if (ok) location.reload();
}

/** Whether this page is itself such a new one: then another would be no better. */
export function hasBegunAgain(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
}
