/** What the two people answered a message with, on the lower edge of its bubble. */
import type { ReactNode } from 'react';
import type { ReactionView } from '../../state/view.ts';
import { rich } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import css from './Reactions.module.css';

interface ReactionsProps {
  readonly reactions: readonly ReactionView[];
  readonly otherName: string;
}

export function Reactions({ reactions, otherName }: ReactionsProps): ReactNode {
  const emojis = [...new Set(reactions.map(({ emoji }) => emoji))];
  return (
    <ul className={css['reactions']}>
      {emojis.map((emoji) => {
        const authors = reactions.filter((reaction) => reaction.emoji === emoji).map(({ author }) => author);
        return (
          <li key={emoji} className={css['reaction']}>
            <bdi className={css['emoji']} aria-hidden="true">
              {emoji}
            </bdi>
            {authors.length > 1 && <span aria-hidden="true">{authors.length}</span>}
            {authors.map((author) => (
              <span key={author} className="vh">
                {rich('message.reacted', {
                  name: <bdi>{author === 'me' ? t('chat.you') : otherName}</bdi>,
                  emoji: <bdi>{emoji}</bdi>,
                })}
              </span>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
