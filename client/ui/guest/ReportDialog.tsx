/** Report and leave: what the operator is to learn is ticked by the guest, and seen before anything is handed over. */
import { useRef, useState, type ReactNode } from 'react';
import type { ChatView } from '../../state/view.ts';
import { Button, LinkButton } from '../parts/Button.tsx';
import { CopyStatus } from '../parts/CopyStatus.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Switch, SwitchRows } from '../parts/Switch.tsx';
import { useCopy } from '../useCopy.ts';
import { t } from '../wording/t.ts';
import { theirTexts, toReport, toReportLink } from './report.ts';
import css from './ReportDialog.module.css';

interface ReportDialogProps {
  readonly chat: Pick<ChatView, 'title' | 'messages'>;
  /** A `mailto:` or `https:` URL. */
  readonly contact: string;
  readonly onLeave: () => void;
  readonly onClose: () => void;
}

export function ReportDialog({ chat, contact, onLeave, onClose }: ReportDialogProps): ReactNode {
  const [tellsName, setTellsName] = useState(false);
  const [tellsMessages, setTellsMessages] = useState(false);
  const preview = useRef<HTMLPreElement>(null);
  const { copied, copy } = useCopy<'report'>();
  const texts = theirTexts(chat.messages);
  const isMail = contact.startsWith('mailto:');
  const report = toReport({
    server: location.host,
    name: tellsName ? chat.title : null,
    messages: tellsMessages ? texts : null,
  });

  return (
    <Dialog
      title={t('report.title')}
      onClose={onClose}
      footer={
        <>
          <Button kind="second" isFirst onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <LinkButton
            kind="danger"
            size="normal"
            isWide={false}
            opensTab
            href={toReportLink(contact, report)}
            onClick={onLeave}
          >
            {t(isMail ? 'report.write' : 'report.open')}
          </LinkButton>
        </>
      }
    >
      <p>{t('report.about')}</p>
      <SwitchRows>
        {chat.title !== '' && (
          <Switch label={t('report.name')} hint={<bdi>{chat.title}</bdi>} isOn={tellsName} onChange={setTellsName} />
        )}
        {texts.length > 0 && (
          <Switch
            label={t('report.messages')}
            hint={t('report.messagesHint', { count: texts.length })}
            isOn={tellsMessages}
            onChange={setTellsMessages}
          />
        )}
      </SwitchRows>
      <div className={css['report']}>
        <p className="strong">{t('report.preview')}</p>
        {/* tabIndex: it can be long, and is then scrolled by keys. */}
        <pre
          className={css['text']}
          ref={preview}
          tabIndex={0}
          role="group"
          aria-label={t('report.preview')}
          dir="auto"
        >
          {report}
        </pre>
        {!isMail && (
          <>
            <p className="hint">{t('report.pasteHint')}</p>
            <div className={css['copy']}>
              <Button kind="second" icon="copy" onClick={() => copy('report', report, preview.current)}>
                {t('report.copy')}
              </Button>
              <CopyStatus isDone={copied?.isDone ?? null} />
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
