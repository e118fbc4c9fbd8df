/** A line of the conversation: from here on messages disappear, or no longer do. */
import { memo, type ReactNode } from 'react';
import { toTimerSentence } from '../wording/timer-sentence.tsx';
import type { TimerView } from './message-groups.ts';
import { Notice } from './Notice.tsx';

interface TimerLineProps {
  readonly timer: TimerView;
  readonly otherName: string;
}

export const TimerLine = memo(function TimerLine({ timer, otherName }: TimerLineProps): ReactNode {
  return (
    <Notice icon="timer" isAmongMessages>
      {toTimerSentence(timer, otherName)}
    </Notice>
  );
});
