/** A chat's log in memory: gone with the page. */
import type { ChatLog } from '../session/ports.ts';
import { createLog, type LogKeeper, type LogOptions } from './log.ts';
import { EMPTY_LOG } from './log-state.ts';

const MEMORY: LogKeeper = {
  load: (state) => Promise.resolve(state),
  save: () => Promise.resolve(),
};

export function createMemoryLog(options: LogOptions): ChatLog {
  return createLog(MEMORY, EMPTY_LOG, false, options);
}
