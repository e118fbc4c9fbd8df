/** What the app itself says at the beginning and the end of a conversation. */
import type { ReactNode } from 'react';
import type { ChatView } from '../../state/view.ts';
import { rich, toPerson } from '../wording/rich.tsx';
import { t } from '../wording/t.ts';
import { Notice } from './Notice.tsx';
import css from './Notices.module.css';

interface OpeningNoticesProps {
  readonly chat: ChatView;
  readonly otherName: string;
  /** Null while there is no security code to compare. */
  readonly onVerify: (() => void) | null;
}

/** Before the first message: who can read this, for how long, and for the host, who might be there. */
export function OpeningNotices({ chat, otherName, onVerify }: OpeningNoticesProps): ReactNode {
  const person = toPerson(chat.side === 'host' ? otherName : chat.title);
  const isOpen = !chat.isVerified && onVerify !== null;
  return (
    <>
      <Notice icon="lock">
        {rich('chat.encrypted', person)} {isOpen && <VerifyButton onVerify={onVerify} />}
      </Notice>
      {chat.isVerified && <Notice icon="shieldCheck">{rich('chat.verified', person)}</Notice>}
      {chat.side === 'host' && !chat.isVerified && (
        <Notice icon="warn" isWarning>
          {rich('chat.caution', { name: <bdi>{otherName}</bdi> })}{' '}
          {isOpen && rich('chat.verifyFirst', { verify: <VerifyButton onVerify={onVerify} /> })}
        </Notice>
      )}
      <Notice icon="timer">
        {t('chat.silence', { count: chat.silenceDays })}
        {chat.disappearAfterSeconds !== 0 && ` ${t(`disappear.now.${chat.disappearAfterSeconds}`)}`}
      </Notice>
    </>
  );
}

/** A guest's browser that stores nothing, or lets nobody store. */
export function NotKept(): ReactNode {
  return <Notice icon="info">{t('chat.notKept')}</Notice>;
}

/** At the end, where they are seen: somebody else has come to this link, or an old copy of the guest's browser. */
export function LateNotices({ chat, otherName }: { chat: ChatView; otherName: string }): ReactNode {
  const name = <bdi>{otherName}</bdi>;
  return (
    <div className={css['last']} role="status">
      {chat.hasSomeoneElseTried && (
        <Notice icon="warn" isWarning>
          {rich('chat.someoneElse', { name })}
        </Notice>
      )}
      {chat.side === 'host' && chat.hasOldCopyTried && (
        <Notice icon="warn" isWarning>
          {rich('chat.oldCopy', { name })}
        </Notice>
      )}
    </div>
  );
}

function VerifyButton({ onVerify }: { onVerify: () => void }): ReactNode {
  return (
    <button type="button" onClick={onVerify}>
      {t('chat.verify')}
    </button>
  );
}
