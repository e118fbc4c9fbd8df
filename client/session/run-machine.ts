/** Runs the table in `machine.ts`: what happens to a session, one event after the other. The only writer of its state. */
import { FIRST_PHASE, transition, type Effect, type Role, type SessionEvent, type SessionState } from './machine.ts';

export interface MachineRun {
  state(): SessionState;
  /** Events that effects raise wait their turn: one transition and all its effects, then the next. */
  dispatch(event: SessionEvent): void;
}

/** @param carryOut does one effect; never awaits before it is done with the state */
export function runMachine(role: Role, carryOut: (effect: Effect) => void): MachineRun {
  let state: SessionState = { phase: FIRST_PHASE[role] };
  const events: SessionEvent[] = [];
  let isDispatching = false;
  return {
    state: () => state,
    dispatch: (event) => {
      events.push(event);
      if (isDispatching) return;
      isDispatching = true;
      try {
        for (let next = events.shift(); next !== undefined; next = events.shift()) {
          const result = transition(role, state, next);
          if (result === null) continue;
          state = result.state;
          for (const effect of result.effects) carryOut(effect);
        }
      } finally {
        isDispatching = false;
      }
    },
  };
}
