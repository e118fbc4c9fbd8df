import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveInMenu } from './menu-moves.ts';

describe('in a menu with a row of three over two single items', () => {
  const rows = [3, 1, 1];
  test.each([
    [0, 'ArrowDown', 3],
    [2, 'ArrowDown', 3],
    [3, 'ArrowDown', 4],
    [4, 'ArrowDown', 0],
    [0, 'ArrowUp', 4],
    [4, 'ArrowUp', 3],
    [3, 'ArrowUp', 0],
    [0, 'ArrowRight', 1],
    [4, 'ArrowRight', 0],
    [0, 'ArrowLeft', 4],
    [2, 'Home', 0],
    [1, 'End', 4],
    [1, 'a', null],
  ])('from item %i, %s leads to %s', (index, key, expected) => {
    expect(moveInMenu(rows, index, key)).toBe(expected);
  });
});

test('down visits every row, right every item, and both come back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const count = rows.reduce((sum, length) => sum + length, 0);
      for (const [key, steps] of [
        ['ArrowDown', rows.length],
        ['ArrowUp', rows.length],
        ['ArrowRight', count],
        ['ArrowLeft', count],
      ] as const) {
        const visited = new Set<number | null>();
        let index = 0;
        for (let step = 0; step < steps; step += 1) {
          index = moveInMenu(rows, index, key) ?? -1;
          visited.add(index);
        }
        expect(visited.size).toBe(steps);
        expect(index).toBe(0);
      }
    }),
  );
});
