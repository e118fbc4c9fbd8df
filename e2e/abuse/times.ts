/** Load: many calls, a few of them at the same time. */

export async function times<T>(count: number, atOnce: number, call: (at: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const at = next;
      next += 1;
      results[at] = await call(at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
