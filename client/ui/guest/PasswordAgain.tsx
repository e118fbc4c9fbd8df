/** The password was wrong: asks again, in the same letter, and says how many tries are left. */
import { useState, type ReactNode } from 'react';
import type { Guest, GuestView } from '../../state/view.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Letter } from '../parts/Letter.tsx';
import { LetterForm } from '../parts/LetterForm.tsx';
import { PasswordField } from '../parts/PasswordField.tsx';
import { t } from '../wording/t.ts';
import css from './PasswordAgain.module.css';

interface PasswordAgainProps {
  readonly hostName: string;
  readonly view: Extract<GuestView, { screen: 'password' }>;
  readonly tryPassword: Guest['tryPassword'];
}

export function PasswordAgain({ hostName, view, tryPassword }: PasswordAgainProps): ReactNode {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<'empty' | 'bad' | null>(null);
  const wrong = view.isTrying ? null : t('password.wrong', { count: view.triesLeft });
  return (
    <Letter seal={<Avatar name={hostName} tint="sage" size="seal" fallback="text" />}>
      <LetterForm
        button={t('common.tryAgain')}
        keepsFocus
        onSubmit={() => {
          if (password === '') setProblem('empty');
          else setProblem(tryPassword(password) === null ? null : 'bad');
        }}
      >
        <div className={css['field']}>
          <PasswordField
            hostName={hostName}
            voice="title"
            value={password}
            error={problem === null ? wrong : t(`password.${problem}`)}
            onChange={(next) => {
              setPassword(next);
              setProblem(null);
            }}
          />
          <p className="hint" role="status">
            {view.isTrying && t('password.checking')}
          </p>
        </div>
      </LetterForm>
    </Letter>
  );
}
