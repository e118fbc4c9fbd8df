/**
 * As much of the browser's lock manager (Web Locks, section 3) as the adapter asks for: exclusive, if available, steal,
 * and a line that can be left.
 */
type Request = Pick<LockManager, 'request'>;

export function createFakeLockManager(): Request {
  /** How the request of whoever holds the name is broken. */
  const holders = new Map<string, (reason: DOMException) => void>();
  const lines = new Map<string, (() => void)[]>();

  /** Resolves when it is this request's turn; rejects when it leaves the line. */
  const turn = (name: string, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const line = lines.get(name) ?? [];
      lines.set(name, line);
      line.push(resolve);
      signal?.addEventListener('abort', () => {
        if (!line.includes(resolve)) return;
        line.splice(line.indexOf(resolve), 1);
        reject(new DOMException('left', 'AbortError'));
      });
    });

  const request = async <T>(
    name: string,
    options: LockOptions,
    granted: LockGrantedCallback<T>,
  ): Promise<Awaited<T>> => {
    await Promise.resolve();
    options.signal?.throwIfAborted();
    if (options.ifAvailable === true && holders.has(name)) return await granted(null);
    if (options.steal === true) holders.get(name)?.(new DOMException('stolen', 'AbortError'));
    else while (holders.has(name)) await turn(name, options.signal);
    return await new Promise<Awaited<T>>((resolve, reject) => {
      holders.set(name, reject);
      const held = Promise.resolve(granted({ name, mode: 'exclusive' }));
      held.then(resolve, reject).finally(() => {
        if (holders.get(name) !== reject) return;
        holders.delete(name);
        lines.get(name)?.shift()?.();
      });
    });
  };

  return {
    request: <T>(
      name: string,
      options: LockOptions | LockGrantedCallback<T>,
      granted?: LockGrantedCallback<T>,
    ): Promise<Awaited<T>> => {
      if (typeof options === 'function' || granted === undefined) throw new Error('only the long form is faked');
      return request(name, options, granted);
    },
  };
}
