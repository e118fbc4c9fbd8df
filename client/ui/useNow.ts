/** The present moment, for screens that speak of time ("expires in 23 h", "Yesterday"). */
import { useEffect, useState } from 'react';

/** Unix ms; renewed twice a minute. */
export function useNow(): number {
  const [nowUnixMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), RENEW_MS);
    return () => clearInterval(timer);
  }, []);
  return nowUnixMs;
}

const RENEW_MS = 30_000;
