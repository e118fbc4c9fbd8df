/**
 * Token buckets by key, in bounded memory: two generations of entries and no timers, so whoever may choose the keys can
 * make it forget, but never grow. It must not know what a key or a token stands for.
 */

/** A full bucket holds `burst` tokens; `perSecond` more flow in. */
export type Terms = Readonly<{ burst: number; perSecond: number }>;

export type Bucket = Record<'tokens' | 'filledAtUnixMs', number>;

/** About 10 MB. */
const MAX_KEYS = 50_000;

export function createBudget(terms: Terms, now: () => number, maxKeys = MAX_KEYS) {
  // An entry that nobody has touched for so long is full, and no entry says the same.
  const fullAfterMs = (terms.burst / terms.perSecond) * 1000;
  let young = new Map<string, Bucket>();
  let old = new Map<string, Bucket>();
  let turnedAtUnixMs = now();

  return {
    /**
     * Whether the bucket has a token, which is then taken; a cost of 0 only asks. What is refused costs nothing, so that
     * who waits is served again.
     */
    take: (key: string, cost: 0 | 1 = 1): boolean => {
      const nowUnixMs = now();
      if (young.size >= maxKeys / 2 || nowUnixMs - turnedAtUnixMs >= fullAfterMs) {
        [old, young, turnedAtUnixMs] = [young, new Map<string, Bucket>(), nowUnixMs];
      }
      const bucket = young.get(key) ?? old.get(key) ?? { tokens: terms.burst, filledAtUnixMs: nowUnixMs };
      refill(bucket, terms, nowUnixMs);
      old.delete(key);
      young.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= cost;
      return true;
    },
    /** Entries in memory. */
    size: (): number => young.size + old.size,
  };
}

/** A clock that goes backwards refills nothing. */
export function refill(bucket: Bucket, { burst, perSecond }: Terms, nowUnixMs: number): void {
  const flow = (Math.max(0, nowUnixMs - bucket.filledAtUnixMs) / 1000) * perSecond;
  bucket.tokens = Math.min(burst, bucket.tokens + flow);
  bucket.filledAtUnixMs = nowUnixMs;
}
