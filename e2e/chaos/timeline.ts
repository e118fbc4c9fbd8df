/** The one time of a simulated world: everything that happens is a timer on it. Knows nothing of what happens. */

export interface Timeline {
  /** Since the world began. */
  elapsedMs(): number;
  /** Calls `callback` once; the returned function cancels it and may be called at any time. */
  after(delayMs: number, callback: () => void): () => void;
  /** Moves on to `untilMs`, or until `isDone` says yes after something happened. @returns whether it did */
  run(untilMs: number, isDone?: () => boolean): Promise<boolean>;
  pending(): number;
  /** Things that have happened so far. */
  steps(): number;
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  callback: (() => void) | null;
}

export function createTimeline(): Timeline {
  const heap: Timer[] = [];
  let nowMs = 0;
  let order = 0;
  let pending = 0;
  let steps = 0;

  const next = (): Timer | undefined => {
    while (heap[0]?.callback === null) pop(heap);
    return heap[0];
  };

  return {
    elapsedMs: () => nowMs,
    pending: () => pending,
    steps: () => steps,
    after: (delayMs, callback) => {
      const timer: Timer = { dueMs: nowMs + Math.max(0, delayMs), order: (order += 1), callback };
      push(heap, timer);
      pending += 1;
      return () => {
        if (timer.callback === null) return;
        timer.callback = null;
        pending -= 1;
      };
    },
    run: async (untilMs, isDone = () => false) => {
      await settle();
      for (let timer = next(); timer !== undefined && timer.dueMs <= untilMs; timer = next()) {
        if (isDone()) return true;
        pop(heap);
        pending -= 1;
        steps += 1;
        nowMs = timer.dueMs;
        const { callback } = timer;
        timer.callback = null;
        callback?.();
        await settle();
      }
      if (isDone()) return true;
      nowMs = untilMs;
      return false;
    },
  };
}

/** Every promise that can go on does so before Node turns to the next immediate. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function isBefore(a: Timer | undefined, b: Timer | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
}

function swap(heap: Timer[], a: number, b: number): void {
  const [left, right] = [heap[a], heap[b]];
  if (left === undefined || right === undefined) return;
  heap[a] = right;
  heap[b] = left;
}

function push(heap: Timer[], timer: Timer): void {
  heap.push(timer);
  for (let at = heap.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    if (!isBefore(heap[at], heap[parent])) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function pop(heap: Timer[]): void {
  swap(heap, 0, heap.length - 1);
  heap.pop();
  for (let at = 0; ;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    const least = isBefore(heap[right], heap[left]) ? right : left;
    if (!isBefore(heap[least], heap[at])) return;
    swap(heap, at, least);
    at = least;
  }
}
