/** Admit or Decline, for each guest who waits to be let in. */
import type { ReactNode } from 'react';
import type { Host, Knock } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import css from './Knocks.module.css';

export interface Door {
  readonly admit: (guestId: string) => void;
  readonly decline: (guestId: string) => void;
}

export function toDoor(host: Pick<Host, 'admit' | 'decline'>, chatId: string): Door {
  return {
    admit: (guestId) => host.admit(chatId, guestId),
    decline: (guestId) => host.decline(chatId, guestId),
  };
}

/** A name stands in each line only where there are several: the sentence for one is `toKnockSentence`, right above. */
export function Knocks({ knocking, door }: { knocking: readonly Knock[]; door: Door }): ReactNode {
  return (
    <ul className={css['knocks']}>
      {knocking.map(({ guestId, name }) => (
        <li key={guestId} aria-label={t('row.knock', { known: name === '' ? 'no' : 'yes', name })}>
          {knocking.length > 1 && <bdi className={css['name']}>{name === '' ? t('row.untitled') : name}</bdi>}
          <Button kind="primary" size="small" onClick={() => door.admit(guestId)}>
            {t('row.admit')}
          </Button>
          <Button kind="second" size="small" onClick={() => door.decline(guestId)}>
            {t('row.decline')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** "Ana wants to join", or how many do. */
export function toKnockSentence(knocking: readonly Knock[]): ReactNode {
  const [first, ...others] = knocking;
  return others.length === 0
    ? rich('row.knock', toPerson(first?.name ?? ''))
    : t('row.knocks', { count: knocking.length });
}
