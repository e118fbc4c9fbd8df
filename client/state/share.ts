/** Keeps what has not changed, so that whoever looks at a view again sees by identity alone what has. Pure. */

/**
 * @param depth so many levels of objects and lists are compared; what is deeper counts as changed unless it is the same
 * @returns `next`, with every part of it that equals the same part of `previous` replaced by that; of plain data
 */
export function share<T>(previous: T, next: T, depth: number): T {
  if (Object.is(previous, next)) return previous;
  if (depth === 0) return next;
  if (Array.isArray(previous) && Array.isArray(next)) return shareItems(previous, next, depth - 1) as T;
  if (isPlain(previous) && isPlain(next)) return shareFields(previous, next, depth - 1) as T;
  return next;
}

function shareItems(previous: readonly unknown[], next: readonly unknown[], depth: number): readonly unknown[] {
  const shared = next.map((item, place) => share(previous[place], item, depth));
  const isSame = shared.length === previous.length && shared.every((item, place) => Object.is(item, previous[place]));
  return isSame ? previous : shared;
}

type Fields = Readonly<Record<string, unknown>>;

function shareFields(previous: Fields, next: Fields, depth: number): Fields {
  const shared = Object.fromEntries(
    Object.entries(next).map(([key, value]) => [key, share(previous[key], value, depth)]),
  );
  const keys = Object.keys(shared);
  const isSame =
    keys.length === Object.keys(previous).length &&
    keys.every((key) => key in previous && Object.is(shared[key], previous[key]));
  return isSame ? previous : shared;
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
