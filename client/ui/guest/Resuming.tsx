/** A chat that this browser keeps is being opened: a moment's calm, or why it did not open. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Avatar } from '../parts/Avatar.tsx';
import { Button } from '../parts/Button.tsx';
import { Letter, LetterActions, LetterHead } from '../parts/Letter.tsx';
import { t } from '../wording/t.ts';

interface ResumingProps {
  readonly hostName: string;
  /** Takes this screen away when it resolves; rejects when the chat's code can't be had. */
  readonly resume: () => Promise<void>;
}

export function Resuming({ hostName, resume }: ResumingProps): ReactNode {
  const [hasFailed, setFailed] = useState(false);
  const hasBegun = useRef(false);

  useEffect(() => {
    // `resume` is a new function on each render.
    if (hasBegun.current) return;
    hasBegun.current = true;
    resume().catch(() => setFailed(true));
  }, [resume]);

  return (
    <Letter isShort seal={<Avatar name={hostName} tint="sage" size="seal" fallback="text" />}>
      <div role="status">
        <LetterHead
          title={t(hasFailed ? 'resume.failed' : 'resume.opening')}
          lead={t(hasFailed ? 'resume.failedHint' : 'resume.hint')}
        />
      </div>
      {hasFailed && (
        <LetterActions>
          <Button
            kind="primary"
            size="large"
            isWide
            onClick={() => {
              setFailed(false);
              resume().catch(() => setFailed(true));
            }}
          >
            {t('common.tryAgain')}
          </Button>
        </LetterActions>
      )}
    </Letter>
  );
}
