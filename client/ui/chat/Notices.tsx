/** What the app itself says inside a conversation. */
import type { ReactNode } from 'react';
import type { ChatView } from '../../state/view.ts';
import { Icon, type IconName } from '../icons.tsx';
import { cx } from '../cx.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import css from './Notices.module.css';

/** Before the first message: who can read this, and for the host, who might be there. */
export function OpeningNotices({ chat, otherName }: { chat: ChatView; otherName: string }): ReactNode {
  return (
    <>
      <Notice icon="lock">{rich('chat.encrypted', toPerson(chat.side === 'host' ? otherName : chat.title))}</Notice>
      {chat.side === 'host' && (
        <Notice icon="warn" isWarning>
          {rich('chat.caution', { name: <bdi>{otherName}</bdi> })}
        </Notice>
      )}
    </>
  );
}

/** At the end, where it is seen: the link has reached somebody else as well. */
export function SomeoneElseNotice({ otherName }: { otherName: string }): ReactNode {
  return (
    <div className={css['last']} role="status">
      <Notice icon="warn" isWarning>
        {rich('chat.someoneElse', { name: <bdi>{otherName}</bdi> })}
      </Notice>
    </div>
  );
}

function Notice({ icon, isWarning = false, children }: { icon: IconName; isWarning?: boolean; children: ReactNode }) {
  return (
    <p className={cx(css['notice'], isWarning && css['warning'])}>
      <Icon name={icon} size={16} />
      <span>{children}</span>
    </p>
  );
}
