/** Where a menu stands beside what it belongs to. Pure; CSS pixels of the window. */

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Under the anchor, else over it, else as low as it goes; always whole within the window. */
export function placeMenu(anchor: Box, menu: Size, window: Size): { readonly x: number; readonly y: number } {
  const isLeft = (anchor.left + anchor.right) / 2 < window.width / 2;
  const x = isLeft ? anchor.left : anchor.right - menu.width;
  const below = anchor.bottom + GAP_PX;
  const above = anchor.top - GAP_PX - menu.height;
  const y = below + menu.height + EDGE_PX <= window.height || above < EDGE_PX ? below : above;
  return { x: keepWithin(x, menu.width, window.width), y: keepWithin(y, menu.height, window.height) };
}

const GAP_PX = 6;
const EDGE_PX = 8;

function keepWithin(start: number, length: number, room: number): number {
  return Math.max(EDGE_PX, Math.min(start, room - EDGE_PX - length));
}
