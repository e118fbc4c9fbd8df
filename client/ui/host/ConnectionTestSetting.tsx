/** "Test this connection" among the settings: which ways to a guest there are, and what the missing ones mean. */
import { useState, type ReactNode } from 'react';
import type { ConnectionTest, Host } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Note } from '../parts/Note.tsx';
import { t } from '../wording/t.ts';
import { SettingSection } from './SettingSection.tsx';

interface ConnectionTestSettingProps {
  readonly testConnection: Host['testConnection'];
}

export function ConnectionTestSetting({ testConnection }: ConnectionTestSettingProps): ReactNode {
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
    <SettingSection
      icon="signal"
      title={t('test.title')}
      action={
        <Button kind="second" onClick={start}>
          {t(result === null ? 'test.start' : 'test.again')}
        </Button>
      }
      about={t('test.about')}
    >
      <div role="status">
        {isRunning && <p>{t('test.running')}</p>}
        {result?.is === 'server-away' && (
          <Note icon="warn" tone="bad">
            {t('test.serverAway')}
          </Note>
        )}
        {result?.is === 'tested' && <Results result={result} />}
      </div>
    </SettingSection>
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
