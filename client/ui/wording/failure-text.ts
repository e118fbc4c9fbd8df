/** What to do about a failure, in one sentence, with the other person's name where one is known. */
import type { ReactNode } from 'react';
import type { Failure } from '../../state/failure.ts';
import { rich, type Person } from './rich.tsx';
import { t } from './t.ts';

export function toFailureText(failure: Failure, person: Person): ReactNode {
  switch (failure) {
    case 'expired':
    case 'used':
    case 'exhausted':
    case 'old-copy':
    case 'flooded':
    case 'unavailable':
      return rich(`fail.${failure}.text`, person);
    default:
      return t(`fail.${failure}.text`);
  }
}
