/** Lines of the shipped core as they would be with a bug in them: what the checker must find. Text only, never applied to a file. */

export interface Plant {
  /** What is wrong then. */
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const PLANTS: readonly Plant[] = [
  {
    name: 'prev deleted too early',
    file: 'client/session/slots.ts',
    find: 'return { prev: slot, cur: { epoch',
    replace: 'return { prev: null, cur: { epoch',
  },
  {
    name: 'READY before the commit is stored',
    file: 'client/session/host-commit.ts',
    find: 'await memory.update((latest) => commitHost(latest, slot, resume, claim));',
    replace: 'void memory.update((latest) => commitHost(latest, slot, resume, claim)).catch(() => undefined);',
  },
  {
    name: 'the pin is not checked',
    file: 'client/session/slots.ts',
    find: "if (!equalBytes(keys.claim.pin, guestPublicKey)) return 'claimed';",
    replace: '',
  },
  {
    name: 'a repeated HS1 is answered',
    file: 'client/session/host-connection.ts',
    find: 'if (running !== undefined && equalBytes(running.id, frame.attempt)) return;',
    replace: '',
  },
  {
    name: 'the first contact is forgotten with the commit',
    file: 'client/session/slots.ts',
    find: 'claim: claimed } };',
    replace: 'claim: claimed, firstContact: null } };',
  },
  {
    name: 'a text is acknowledged before it is stored',
    file: 'client/session/delivery.ts',
    find: '    taken = event.seq;\n',
    replace: "    taken = event.seq;\n    send?.({ type: 'ack', cum: event.seq });\n",
  },
  {
    name: 'a repetition is taken for new',
    file: 'client/session/delivery.ts',
    find: '    if (event.seq <= taken) {',
    replace: '    if (event.seq < taken) {',
  },
  {
    name: 'READ is lost',
    file: 'client/session/delivery.ts',
    find: "    send({ type: 'read', cum: otherRead });",
    replace: '',
  },
  {
    name: 'counters run ahead of what is stored',
    file: 'client/adapters/log.ts',
    find: '        if (state !== stored) await keeper.save(stored, state);\n        show(state);',
    replace:
      '        const before = stored;\n        show(state);\n        if (state !== before) await keeper.save(before, state);',
  },
  {
    name: 'what could not be stored is not reported',
    file: 'client/state/outgoing.ts',
    find: "          if (body.kind === 'text') unsent = [...unsent, toUnsent(body.text, quote)];\n",
    replace: '',
  },
  {
    name: 'an end leaves what was said',
    file: 'client/adapters/log-state.ts',
    find: 'expiringFrom: null }), rows: [], isComplete: true };',
    replace: 'expiringFrom: null }), isComplete: true };',
  },
  {
    name: 'what disappears is hidden and kept',
    file: 'client/state/chat.ts',
    find: '    attempt(log.expire());\n  });',
    replace: '  });',
  },
  {
    name: 'a page whose chat was taken over goes on',
    file: 'client/state/leadership.ts',
    find: '    void lock.lost.then(follow);\n',
    replace: '',
  },
];
