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
];
