import { expect, test } from 'vitest';
import { createLog, toFault, type LogEvent } from './log.ts';

function record(level: 'silent' | 'warn' | 'info', events: readonly LogEvent[]): readonly string[] {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => lines.push(line) });
  for (const event of events) log(event);
  return lines;
}

const READY = { level: 'info', event: 'ready', connections: 0 } as const;

test('a line is JSON with time, level, the event and its fields, and nothing about the machine', () => {
  const [line = ''] = record('info', [READY]);
  const { time, ...rest } = JSON.parse(line) as Record<string, unknown>;
  expect(time).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  expect(rest).toEqual(READY);
});

test('the level decides what is said', () => {
  const events: LogEvent[] = [READY, { level: 'warn', event: 'no-stun-or-turn' }, toFault('fault', new Error('x'))];
  expect(record('info', events)).toHaveLength(3);
  expect(record('warn', events)).toHaveLength(2);
  expect(record('silent', events)).toHaveLength(0);
});

test('an error is logged as its class, its code and a line of code, without its message', () => {
  const secret = 'north\n    at north (/north/north.js:1:2)';
  const error = Object.assign(new TypeError(secret), { code: 'ECONNRESET', roomId: 'north' });
  const fault = toFault('fault', error);
  expect(fault).toMatchObject({ event: 'fault', name: 'TypeError', code: 'ECONNRESET' });
  expect(fault).toHaveProperty('at', expect.stringMatching(/^log\.test\.ts:\d+$/));
  expect(JSON.stringify(record('info', [fault]))).not.toContain('north');
});

test.each(['north', { north: 1 }, null, undefined, 7])(
  'what is thrown and no error is logged as its type: %o',
  (thrown) => {
    expect(toFault('crash', thrown)).toEqual({
      level: 'error',
      event: 'crash',
      name: typeof thrown,
      code: null,
      at: null,
    });
  },
);

test('a code that is no code, and an error without a stack, are left out', () => {
  const error = Object.assign(new Error('x'), { code: 'secret words' });
  delete error.stack;
  expect(toFault('fault', error)).toEqual({ level: 'error', event: 'fault', name: 'Error', code: null, at: null });
});
