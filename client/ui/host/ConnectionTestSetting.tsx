/** "Test this connection" among the settings: which ways to a guest there are, and what the missing ones mean. */
import { useId, useState, type ReactNode } from 'react';
import type { ConnectionTest, Host } from '../../state/view.ts';
import { Icon } from '../icons.tsx';
import { Button } from '../parts/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Note } from '../parts/Note.tsx';
import { t } from '../wording/t.ts';
import css from './AppLockSetting.module.css';

interface ConnectionTestSettingProps {
  readonly testConnection: Host['testConnection'];
}

export function ConnectionTestSetting({ testConnection }: ConnectionTestSettingProps): ReactNode {
  const id = useId();
  const [result, setResult] = useState<ConnectionTest | null>(null);
  const [isRunning, setRunning] = useState(false);

  const start = (): void => {
    if (isRunning) return;
    setRunning(true);
    setResult(null);
    void testConnection().then((next) => {
      setResult(next);
      setRunning(false);
    });
  };

  return (
    <section className={css['setting']} aria-labelledby={id}>
      <div className={css['head']}>
        <Icon name="signal" size={18} />
        <h3 className="strong" id={id}>
          {t('test.title')}
        </h3>
        <div className={css['turn']}>
          <Button kind="second" onClick={start}>
            {t(result === null ? 'test.start' : 'test.again')}
          </Button>
        </div>
      </div>
      <p className="hint">{t('test.about')}</p>
      <div role="status">
        {isRunning && <p>{t('test.running')}</p>}
        {result?.is === 'server-away' && (
          <Note icon="warn" tone="bad">
            {t('test.serverAway')}
          </Note>
        )}
        {result?.is === 'tested' && <Results result={result} />}
      </div>
    </section>
  );
}

function Results({ result }: { result: Extract<ConnectionTest, { is: 'tested' }> }): ReactNode {
  const advice = toAdvice(result);
  return (
    <>
      <Facts facts={KINDS.map((kind) => [t(`test.${kind}`), t(`test.${result[kind]}`)])} />
      {advice !== null && <Note icon="info">{t(advice)}</Note>}
    </>
  );
}

const KINDS = ['local', 'stun', 'turn'] as const;

/** The one thing that matters most. */
function toAdvice({ stun, turn }: Extract<ConnectionTest, { is: 'tested' }>) {
  if (turn === 'works') return null;
  if (turn === 'fails') return 'test.turnFails';
  if (stun === 'not-offered') return 'test.nearby';
  return stun === 'fails' ? 'test.stunFails' : 'test.noTurn';
}
