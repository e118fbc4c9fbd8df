/** Asks the one thing a guest must give: a name. */
import { useState, type ReactNode } from 'react';
import { MAX_GUEST_NAME_BYTES, MAX_GUEST_NAME_CODE_POINTS } from '../../state/view.ts';
import { byteLength } from '../byte-length.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Letter } from '../parts/Letter.tsx';
import { NameForm } from '../parts/NameForm.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';

interface GuestNameProps {
  readonly hostName: string;
  /** Takes this screen away when it resolves. */
  readonly join: (name: string) => Promise<void>;
}

export function GuestName({ hostName, join }: GuestNameProps): ReactNode {
  const [name, setName] = useState('');
  const [state, setState] = useState<'asking' | 'joining' | 'empty' | 'tooLong' | 'loadFailed'>('asking');

  const submit = async (): Promise<void> => {
    const chosen = name.trim();
    if (chosen === '') {
      setState('empty');
      return;
    }
    if (byteLength(chosen) > MAX_GUEST_NAME_BYTES || Array.from(chosen).length > MAX_GUEST_NAME_CODE_POINTS) {
      setState('tooLong');
      return;
    }
    setState('joining');
    try {
      await join(chosen);
    } catch {
      setState('loadFailed');
    }
  };

  return (
    <Letter seal={<Avatar name={hostName} tint="sage" size="seal" fallback="text" />}>
      <NameForm
        label={rich('name.title', toPerson(hostName))}
        button={t(state === 'joining' ? 'name.joining' : 'name.join')}
        error={state === 'asking' || state === 'joining' ? null : t(`name.${state}`)}
        isBusy={state === 'joining'}
        name={name}
        onName={(next) => {
          setName(next);
          setState('asking');
        }}
        onSubmit={() => void submit()}
      />
    </Letter>
  );
}
