/** What a message answers: the other message's author and beginning. Pressed, it leads there. */
import type { ReactNode } from 'react';
import type { QuoteView } from '../../state/view.ts';
import { cx } from '../cx.ts';
import { t } from '../wording/t.ts';
import css from './Quote.module.css';

interface QuoteProps {
  readonly quote: QuoteView;
  readonly authorName: string;
  readonly onPress: () => void;
}

export function Quote({ quote, authorName, onPress }: QuoteProps): ReactNode {
  return (
    <button type="button" className={css['quote']} tabIndex={-1} onClick={onPress}>
      <bdi className={css['author']}>{authorName}</bdi>
      <span className={cx(css['text'], quote.text === null && css['gone'])} dir="auto">
        {quote.text ?? t('message.quoteGone')}
      </span>
    </button>
  );
}
