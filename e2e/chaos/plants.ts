/** Lines of the shipped core as they would be with a bug in them: what the checker must find. Text only, never applied to a file. */

export interface Plant {
  /** What is wrong then. */
  readonly name: string;
  /** More than one where one check stands behind another: only without both does anything go wrong. */
  readonly changes: readonly Change[];
  /**
   * A story with a name, or a drawn one, that showed it when all were last looked for: told first, since any change of the
   * code may move it. Null where finding it takes hundreds, so that only `npm run chaos -- --plants` looks for it.
   */
  readonly story: string | null;
}

export interface Change {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const PLANTS: readonly Plant[] = [
  {
    name: 'prev deleted too early',
    story: 'plant 0',
    changes: [
      {
        file: 'client/session/commit.ts',
        find: 'return { prev: slot, cur: { epoch',
        replace: 'return { prev: null, cur: { epoch',
      },
    ],
  },
  {
    name: 'READY before the commit is stored',
    story: 'plant 1',
    changes: [
      {
        file: 'client/session/host-commit.ts',
        find: 'await memory.update((latest) => commitHost(latest, slot, resume, claim));',
        replace: 'void memory.update((latest) => commitHost(latest, slot, resume, claim)).catch(() => undefined);',
      },
    ],
  },
  {
    name: 'the pin is not checked',
    story: 'plant 0',
    changes: [
      {
        file: 'client/session/slots.ts',
        find: "if (!equalBytes(keys.claim.pin, guestPublicKey)) return 'claimed';",
        replace: '',
      },
    ],
  },
  {
    name: 'the attempt is not checked: a repeated HS1 is answered',
    story: 'plant 16',
    changes: [
      {
        file: 'client/session/host-connection.ts',
        find: 'if (running !== undefined && equalBytes(running.id, frame.attempt)) return;',
        replace: '',
      },
    ],
  },
  {
    name: 'an expiry that ignores the clock',
    story: 'plant 0',
    changes: [
      {
        file: 'client/state/alarm.ts',
        find: 'if (clock.now() < dueUnixMs) {',
        replace: 'if (clock.now() < 0) {',
      },
    ],
  },
  {
    name: 'the first contact is forgotten with the commit',
    story: 'plant 0',
    changes: [
      {
        file: 'client/session/commit.ts',
        find: 'claim: claimed } };',
        replace: 'claim: claimed, firstContact: null } };',
      },
    ],
  },
  {
    name: 'a text is acknowledged before it is stored',
    story: 'plant 6',
    changes: [
      {
        file: 'client/session/delivery.ts',
        find: '    taken = event.seq;\n',
        replace: "    taken = event.seq;\n    send?.({ type: 'ack', cum: event.seq });\n",
      },
    ],
  },
  {
    name: 'a repetition is taken for new',
    story: null,
    changes: [
      {
        file: 'client/session/delivery.ts',
        find: '    if (event.seq <= taken) {',
        replace: '    if (event.seq < taken) {',
      },
      {
        file: 'client/adapters/log-state.ts',
        find: "  if (event.seq !== state.counters.otherCum + 1) throw new Error('internal: received out of order');\n",
        replace: '',
      },
    ],
  },
  {
    name: 'READ is lost',
    story: 'plant 0',
    changes: [
      {
        file: 'client/session/delivery.ts',
        find: "    send({ type: 'read', cum: otherRead });",
        replace: '',
      },
    ],
  },
  {
    name: 'counters run ahead of what is stored',
    story: 'plant 24',
    changes: [
      {
        file: 'client/adapters/log.ts',
        find: '        if (state !== stored) await keeper.save(stored, state);\n        show(state);',
        replace:
          '        const before = stored;\n        show(state);\n        if (state !== before) await keeper.save(before, state);',
      },
    ],
  },
  {
    name: 'what could not be stored is not reported',
    story: null,
    changes: [
      {
        file: 'client/state/outgoing.ts',
        find: "          if (body.kind === 'text') unsent = [...unsent, toUnsent(body.text, quote)];\n",
        replace: '',
      },
    ],
  },
  {
    name: 'an end leaves what was said',
    story: 'plant 2',
    changes: [
      {
        file: 'client/adapters/log-state.ts',
        find: 'expiringFrom: null }), rows: [], isComplete: true };',
        replace: 'expiringFrom: null }), isComplete: true };',
      },
    ],
  },
  {
    name: 'what disappears is hidden and kept',
    story: 'plant 9',
    changes: [
      {
        file: 'client/state/chat.ts',
        find: '    attempt(log.expire());\n  });',
        replace: '  });',
      },
    ],
  },
  {
    name: 'a page whose chat was taken over goes on',
    story: null,
    changes: [
      {
        file: 'client/state/leadership.ts',
        find: '    void lock.lost.then(follow);\n',
        replace: '',
      },
    ],
  },
  {
    name: 'a chat that is taken over is not claimed',
    story: 'a page that was frozen goes on after its chat was taken over, and stores what came meanwhile',
    changes: [
      {
        file: 'client/state/open-chat.ts',
        find: 'if (!isTaken || (await isClaimed(handle, log)) || tries === MAX_TRIES) return { handle, log };',
        replace: 'return { handle, log };',
      },
    ],
  },
  {
    name: 'a second pin: the first guest is pushed out by the next',
    story: 'an old copy is refused at both slots, and everybody is told',
    changes: [
      {
        file: 'client/session/slots.ts',
        find: "  if (!equalBytes(keys.claim.pin, guestPublicKey)) return 'claimed';\n  return isCurrent(keys, slot) ? 'welcome' : 'state';",
        replace: "  return 'welcome';",
      },
      {
        file: 'client/session/commit.ts',
        find: 'keys.claim === null ? claim : { ...keys.claim, seat: claim.seat }',
        replace: 'claim',
      },
    ],
  },
  {
    name: 'the claim keeps the seat of a handshake that the guest never finished',
    story: 'READY is lost, and the deadline passes before the two meet again',
    changes: [
      {
        file: 'client/session/commit.ts',
        find: '{ ...keys.claim, seat: claim.seat }',
        replace: 'keys.claim',
      },
    ],
  },
  {
    name: 'a link that nobody claimed is kept',
    story: 'nobody comes before the deadline',
    changes: [
      {
        file: 'client/session/slots.ts',
        find: 'keys.claim === null ? { ...forgotten, password: null, secret: null } : forgotten',
        replace: 'forgotten',
      },
    ],
  },
  {
    name: 'a session that ended keeps its timer',
    story: 'the end is said, and its acknowledgement is lost with the connection',
    changes: [
      {
        file: 'client/session/machine.ts',
        find: "live: ['cancel-step-timer', 'stop-live'],",
        replace: "live: ['cancel-step-timer'],",
      },
    ],
  },
  {
    name: 'a silence never ends',
    story: 'both sleep for longer than the chat lasts in silence',
    changes: [
      {
        file: 'client/state/silence.ts',
        find: 'return sinceUnixMs + terms.silence * DAY_MS;',
        replace: 'return sinceUnixMs + 365 * DAY_MS;',
      },
    ],
  },
];
