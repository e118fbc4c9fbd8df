/** How long something has to wait so that it is not done too often: a burst at once, then so many a second. Pure. */

/** One token bucket, full at first. @returns for each call in turn, the delay in ms until it is its turn */
export function createPace({ burst, perSecond }: { burst: number; perSecond: number }, now: () => number) {
  const stepMs = 1_000 / perSecond;
  // When the bucket is full again, by a clock that only goes forwards.
  let fullAtMs = now();
  return (): number => {
    fullAtMs = Math.max(fullAtMs, now()) + stepMs;
    return Math.max(0, fullAtMs - now() - burst * stepMs);
  };
}
