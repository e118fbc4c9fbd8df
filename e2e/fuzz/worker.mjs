/** Starts `worker.ts` in a thread, which does not inherit what runs TypeScript in the main one. */
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
