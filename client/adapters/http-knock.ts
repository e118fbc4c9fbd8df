/** Whether the server answers at all, asked over HTTP where it says that it is healthy. */
import type { Knock } from './reconnection.ts';

const HEALTH_PATH = '/healthz';
const ANSWER_WITHIN_MS = 1_500;

/** @param url the server's origin */
export async function knock(url: string): Promise<Knock> {
  try {
    const { status } = await fetch(new URL(HEALTH_PATH, url), {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    // A proxy answers for a server that is gone, and says so.
    return status < 500 ? 'there' : 'away';
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'silent' : 'away';
  }
}
