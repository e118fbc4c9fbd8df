/**
 * Whether a finger is the main pointer: then a keyboard on the screen comes with the focus, and Enter is a new line.
 * Asked this way round, a device that reports no pointer at all counts as one with a keyboard.
 */
export function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
