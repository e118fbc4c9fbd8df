/** Asks what a guest must give: a name, and the password where the invite has one. */
import { useState, type ReactNode } from 'react';
import { MAX_GUEST_NAME_BYTES, MAX_GUEST_NAME_CODE_POINTS } from '../../state/view.ts';
import { byteLength } from '../byte-length.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Letter } from '../parts/Letter.tsx';
import { NameForm } from '../parts/NameForm.tsx';
import { PasswordField } from '../parts/PasswordField.tsx';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';

interface GuestNameProps {
  readonly hostName: string;
  readonly hasPassword: boolean;
  /** Null once it takes this screen away; else why the password can be none. `password`: null for none. */
  readonly join: (name: string, password: string | null) => Promise<'bad-password' | null>;
}

type State = 'asking' | 'joining' | NameProblem | PasswordProblem;
type NameProblem = 'name.empty' | 'name.tooLong' | 'name.loadFailed';
type PasswordProblem = 'password.empty' | 'password.bad';

export function GuestName({ hostName, hasPassword, join }: GuestNameProps): ReactNode {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [state, setState] = useState<State>('asking');

  const submit = async (): Promise<void> => {
    const chosen = name.trim();
    const problem = toNameProblem(chosen) ?? (hasPassword && password === '' ? 'password.empty' : null);
    if (problem !== null) {
      setState(problem);
      return;
    }
    setState('joining');
    try {
      if ((await join(chosen, hasPassword ? password : null)) !== null) setState('password.bad');
    } catch {
      setState('name.loadFailed');
    }
  };

  const isPasswordProblem = state === 'password.empty' || state === 'password.bad';
  const isNameProblem = state !== 'asking' && state !== 'joining' && !isPasswordProblem;
  return (
    <Letter seal={<Avatar name={hostName} tint="sage" size="seal" fallback="text" />}>
      <NameForm
        label={rich('name.title', toPerson(hostName))}
        button={t(state === 'joining' ? 'name.joining' : 'name.join')}
        error={isNameProblem ? t(state) : null}
        isBusy={state === 'joining'}
        name={name}
        onName={(next) => {
          setName(next);
          setState('asking');
        }}
        onSubmit={() => void submit()}
      >
        {hasPassword && (
          <PasswordField
            hostName={hostName}
            voice="label"
            value={password}
            error={isPasswordProblem ? t(state) : null}
            isReadOnly={state === 'joining'}
            onChange={(next) => {
              setPassword(next);
              setState('asking');
            }}
          />
        )}
      </NameForm>
    </Letter>
  );
}

function toNameProblem(name: string): NameProblem | null {
  if (name === '') return 'name.empty';
  const isTooLong = byteLength(name) > MAX_GUEST_NAME_BYTES || Array.from(name).length > MAX_GUEST_NAME_CODE_POINTS;
  return isTooLong ? 'name.tooLong' : null;
}
