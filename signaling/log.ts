/**
 * What the server says about itself, as JSON lines on standard error. The union below is the whole list: closed words and
 * numbers, never an id, an address, a header or the message of an error, which could quote what somebody sent.
 */
import { basename } from 'node:path';
import { pino, type DestinationStream } from 'pino';
import type { Config } from './config.ts';

export type LogEvent =
  | { level: 'info'; event: 'ready' | 'draining' | 'ended'; connections: number }
  /** A public server without STUN and TURN connects people on one network only. */
  | { level: 'warn'; event: 'no-stun-or-turn' }
  /** An error of ours: its class, its code, and the line of our code it came from. A crash ends the process. */
  | { level: 'error'; event: 'fault' | 'crash'; name: string; code: string | null; at: string | null };

/** @param destination standard error, if none is given */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): (event: LogEvent) => void {
  const formatters = { level: (label: string) => ({ level: label }) };
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters };
  const logger = pino(options, destination ?? pino.destination({ dest: 2, sync: true }));
  return ({ level, ...fields }) => logger[level](fields);
}

export function toFault(event: 'fault' | 'crash', error: unknown): LogEvent {
  if (!(error instanceof Error)) return { level: 'error', event, name: typeof error, code: null, at: null };
  const code = 'code' in error && typeof error.code === 'string' ? /^[A-Z_\d]{1,50}$/.exec(error.code) : null;
  const frames = (error.stack ?? '').replace(error.message, '');
  const at = basename(/^ +at .*?(\/[^\s():]+:\d+):\d+\)?$/m.exec(frames)?.[1] ?? '');
  return { level: 'error', event, name: error.constructor.name, code: code?.[0] ?? null, at: at || null };
}
