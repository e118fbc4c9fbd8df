import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeMenu } from './place-menu.ts';

const WINDOW = { width: 1000, height: 800 };
const MENU = { width: 240, height: 200 };
const anchorAt = (left: number, top: number) => ({ left, top, right: left + 32, bottom: top + 32 });

test.each([
  ['under it, from its left edge, in the left half', anchorAt(100, 100), { x: 100, y: 138 }],
  ['under it, to its right edge, in the right half', anchorAt(900, 100), { x: 692, y: 138 }],
  ['over it where there is no room below', anchorAt(100, 700), { x: 100, y: 494 }],
  ['within the window at its edge', anchorAt(0, 100), { x: 8, y: 138 }],
])('a menu stands %s', (_where, anchor, expected) => {
  expect(placeMenu(anchor, MENU, WINDOW)).toEqual(expected);
});

test('a menu with room neither below nor above stands as low as it can', () => {
  expect(placeMenu(anchorAt(100, 368), { width: 240, height: 500 }, WINDOW)).toEqual({ x: 100, y: 292 });
});

test('a menu that fits into the window is whole within it', () => {
  const length = fc.integer({ min: 1, max: 900 });
  fc.assert(
    fc.property(
      fc.integer({ min: -200, max: 1200 }),
      fc.integer({ min: -200, max: 1000 }),
      length,
      length,
      (x, y, w, h) => {
        const menu = { width: w, height: Math.min(h, 780) };
        const place = placeMenu(anchorAt(x, y), menu, WINDOW);
        expect(place.x).toBeGreaterThanOrEqual(8);
        expect(place.y).toBeGreaterThanOrEqual(8);
        expect(place.x + menu.width).toBeLessThanOrEqual(WINDOW.width - 8);
        expect(place.y + menu.height).toBeLessThanOrEqual(WINDOW.height - 8);
      },
    ),
  );
});
