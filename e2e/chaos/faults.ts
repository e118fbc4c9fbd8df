/** What can go wrong, and where: at the n-th frame the server is given, the n-th write, the n-th data channel message. */

export const FAULT_KINDS = {
  frame: [
    'drop',
    'duplicate',
    /** Again, three seconds later. */
    'repeat',
    'delay',
    /** So late that whoever waits for it has given up. */
    'outlast',
    /** Kept back until the host has committed, and then delivered. */
    'hold',
    /** The same, while the guest's socket is lost and the server says nothing of it. */
    'hold-and-cut',
    'crash-sender',
    'crash-receiver',
    'cut-sender',
    'cut-receiver',
    /** The sender's network is gone for a while, and nobody is told. */
    'unplug-sender',
    /** The server keeps it, and tells the guest in the host's name that the host knows no such state. */
    'forge',
    /** It arrives, and the server tells the guest in the host's name one of the other reasons to refuse; which, by the place. */
    'hint',
    /** One bit of it is another on arrival. */
    'tamper',
    /** It arrives, and both are told that the other is gone. */
    'say-left',
    /** It arrives, and both are told that they were replaced by a page of their own. */
    'say-superseded',
    /** The server keeps it, and knows of no room when somebody wants to join the next few times. */
    'deny-rooms',
    /** The server starts anew: every room and connection is lost, and this frame. */
    'restart',
  ],
  write: [
    'refuse',
    'crash-before',
    'crash-after',
    /** It takes longer than any step may, and all that come after it wait. */
    'stall',
  ],
  message: ['silence', 'close', 'crash-sender', 'crash-receiver'],
} as const;

export type Point = keyof typeof FAULT_KINDS;

export type Fault = {
  readonly [P in Point]: {
    readonly point: P;
    /** From 0. */
    readonly index: number;
    readonly kind: (typeof FAULT_KINDS)[P][number];
  };
}[Point];

/** Counts the steps of a world, and says which of them go wrong. */
export interface FaultPlan {
  /** One step more of that kind; what goes wrong at it. */
  frame(): KindAt<'frame'> | null;
  write(): KindAt<'write'> | null;
  message(): KindAt<'message'> | null;
  /** No more faults: the network is healed. */
  heal(): void;
  /** Steps so far, until healed. */
  counts(): Readonly<Record<Point, number>>;
  /** Those that were met. */
  met(): readonly Fault[];
}

type KindAt<P extends Point> = (typeof FAULT_KINDS)[P][number];

export function createFaultPlan(faults: readonly Fault[]): FaultPlan {
  const counts = { frame: 0, write: 0, message: 0 };
  const met: Fault[] = [];
  let isHealed = false;

  const next = (point: Point): Fault | null => {
    if (isHealed) return null;
    const index = counts[point];
    counts[point] += 1;
    const fault = faults.find((one) => one.point === point && one.index === index);
    if (fault === undefined) return null;
    met.push(fault);
    return fault;
  };

  return {
    counts: () => ({ ...counts }),
    met: () => met,
    heal: () => {
      isHealed = true;
    },
    frame: () => {
      const fault = next('frame');
      return fault?.point === 'frame' ? fault.kind : null;
    },
    write: () => {
      const fault = next('write');
      return fault?.point === 'write' ? fault.kind : null;
    },
    message: () => {
      const fault = next('message');
      return fault?.point === 'message' ? fault.kind : null;
    },
  };
}
