/** The worker in which Argon2id runs: one question, one answer. Whoever asked ends it, and with it the memory it filled. */
import { argon2id, type Argon2Input } from './argon2id.ts';

addEventListener('message', (event) => {
  // Only `passphrase-key.ts` has this worker, and sends nothing else.
  postMessage(argon2id(event.data as Argon2Input));
});
