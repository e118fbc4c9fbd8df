/** As much of the browser's lock manager (Web Locks, section 3) as the adapter asks for: exclusive, if available, steal. */
type Request = Pick<LockManager, 'request'>;

export function createFakeLockManager(): Request {
  /** How the request of whoever holds the name is broken. */
  const holders = new Map<string, (reason: DOMException) => void>();

  const request = async <T>(
    name: string,
    options: LockOptions,
    granted: LockGrantedCallback<T>,
  ): Promise<Awaited<T>> => {
    await Promise.resolve();
    if (options.ifAvailable === true && holders.has(name)) return await granted(null);
    if (options.steal === true) holders.get(name)?.(new DOMException('stolen', 'AbortError'));
    return await new Promise<Awaited<T>>((resolve, reject) => {
      holders.set(name, reject);
      const held = Promise.resolve(granted({ name, mode: 'exclusive' }));
      held.then(resolve, reject).finally(() => {
        if (holders.get(name) === reject) holders.delete(name);
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
