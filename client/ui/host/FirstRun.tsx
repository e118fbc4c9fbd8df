/** First run asks one thing: what guests will see. */
import { useState, type ReactNode } from 'react';
import { MAX_HOST_NAME_BYTES, type Host } from '../../state/view.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Letter } from '../parts/Letter.tsx';
import { NameForm } from '../parts/NameForm.tsx';
import { t } from '../wording/t.ts';
import { fitName } from './fit-name.ts';

export function FirstRun({ setName }: { setName: Host['setName'] }): ReactNode {
  const [name, setOwnName] = useState('');
  const [refusal, setRefusal] = useState<ReturnType<Host['setName']>>(null);
  return (
    <Letter seal={<Avatar name={name} tint={name.trim() === '' ? 'blank' : 'sage'} size="seal" fallback="text" />}>
      <NameForm
        label={t('first.title')}
        hint={t('first.hint')}
        button={t('first.save')}
        error={refusal && t(refusal === 'empty' ? 'first.empty' : 'first.tooLong')}
        isBusy={false}
        name={name}
        onName={(next) => {
          setOwnName(fitName(next, MAX_HOST_NAME_BYTES));
          setRefusal(null);
        }}
        onSubmit={() => setRefusal(setName(name))}
      />
    </Letter>
  );
}
