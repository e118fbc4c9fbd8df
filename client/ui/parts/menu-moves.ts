/**
 * Where the focus of a menu goes. A menu is rows of items; most rows have one. Pure.
 */

/** `rows`: items per row. From one item's index, over all rows, to another's; null when the key moves nothing. */
export function moveInMenu(rows: readonly number[], index: number, key: string): number | null {
  const count = rows.reduce((sum, length) => sum + length, 0);
  const starts = rows.map((_length, row) => rows.slice(0, row).reduce((sum, length) => sum + length, 0));
  const row = starts.findLastIndex((start) => start <= index);
  switch (key) {
    case 'ArrowDown':
      return starts[(row + 1) % rows.length] ?? 0;
    case 'ArrowUp':
      return starts.at((row < 0 ? 0 : row) - 1) ?? 0;
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
