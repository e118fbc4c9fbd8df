/** A name that is too long, cut where no letter falls apart. Pure. */
import { byteLength } from '../byte-length.ts';

/** @returns the longest beginning of at most `maxBytes` of UTF-8 that ends between two graphemes */
export function fitName(name: string, maxBytes: number): string {
  let fitting = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    if (byteLength(fitting + segment) > maxBytes) break;
    fitting += segment;
  }
  return fitting;
}
