/**
 * What a key pressed in the message field means. Pure; times are event times in ms.
 */
export interface KeyPress {
  readonly key: string;
  readonly keyCode: number;
  readonly isShift: boolean;
  readonly isComposing: boolean;
  readonly atMs: number;
  /** When the last composition ended; -Infinity before the first. */
  readonly compositionEndedAtMs: number;
  /** Whether the main pointer is a finger: there Enter is a new line, elsewhere it sends. */
  readonly isTouch: boolean;
}

export function meansSend(press: KeyPress): boolean {
  if (press.key !== 'Enter' || press.isShift || press.isTouch) return false;
  // The Enter that accepts an input method's suggestion is not ours. Safari ends the composition before it reports that key,
  // with code 229 or, in some versions, only shortly after.
  if (press.isComposing || press.keyCode === INPUT_METHOD_KEY_CODE) return false;
  return press.atMs - press.compositionEndedAtMs >= COMPOSITION_TAIL_MS;
}

const INPUT_METHOD_KEY_CODE = 229;
const COMPOSITION_TAIL_MS = 30;
