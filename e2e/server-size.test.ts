/** The server is small enough to be read whole before it is trusted. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const SIGNALING = resolve(import.meta.dirname, '../signaling');
const MAX_LINES = 1_000;

test('the signaling server stays under 1,000 lines of code', () => {
  const sources = readdirSync(SIGNALING).filter((name) => /^[\w-]+\.ts$/.test(name));
  expect(sources).toContain('server.ts');
  const lines = sources.flatMap((name) => codeLines(readFileSync(resolve(SIGNALING, name), 'utf8')));
  expect(lines.length).toBeLessThan(MAX_LINES);
});

/** Neither blank nor only a comment. */
function codeLines(source: string): readonly string[] {
  return source.split('\n').filter((line) => !/^\s*(?:$|\/\/|\/\*|\*)/.test(line));
}
