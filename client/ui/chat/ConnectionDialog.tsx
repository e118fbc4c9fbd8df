/** Which way the messages take right now; or, while there is no connection, what is tried. */
import { useEffect, useState, type ReactNode } from 'react';
import type { ChatCommands, ChatView, ConnectionPath } from '../../state/view.ts';
import { TIME_LOCALE } from '../locale.ts';
import { Icon } from '../icons.tsx';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Note } from '../parts/Note.tsx';
import { t } from '../wording/t.ts';
import { toClock } from '../wording/time.ts';
import css from './ConnectionDialog.module.css';

interface ConnectionDialogProps {
  readonly chat: ChatView;
  readonly inspect: ChatCommands['inspect'];
  readonly onClose: () => void;
}

export function ConnectionDialog({ chat, inspect, onClose }: ConnectionDialogProps): ReactNode {
  const { tried, sinceUnixMs } = chat.connection;
  const path = usePath(chat.id, inspect);
  const isConnected = path !== null && sinceUnixMs !== null;
  return (
    <Dialog
      title={t('connection.title')}
      onClose={onClose}
      footer={
        <Button kind="second" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <div className={css['state']} role="status">
        <span className={isConnected ? css['good'] : css['none']}>
          <Icon name={isConnected ? 'signal' : 'unlink'} size={22} />
        </span>
        <div>
          <p className="strong">{t(isConnected ? TITLES[path.path] : 'connection.none')}</p>
          <p className="hint">{t(isConnected ? ABOUTS[path.path] : 'connection.noneAbout')}</p>
        </div>
      </div>
      <Facts facts={isConnected ? toFacts(path, sinceUnixMs) : [[t('connection.tries'), toTries(chat)]]} />
      {tried === 'nearby' && <Note icon="info">{t('connection.nearbyOnly')}</Note>}
    </Dialog>
  );
}

/** Looked at anew every second, as long as somebody looks at it. */
function usePath(chatId: string, inspect: ChatCommands['inspect']): ConnectionPath | null {
  const [path, setPath] = useState<ConnectionPath | null>(null);
  useEffect(() => {
    let isOpen = true;
    const look = (): void => {
      void inspect(chatId).then((next) => {
        if (isOpen) setPath(next);
      });
    };
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => {
      isOpen = false;
      clearInterval(timer);
    };
  }, [chatId, inspect]);
  return path;
}

const LOOK_AGAIN_MS = 1_000;

function toFacts({ protocol, roundTripMs }: ConnectionPath, sinceUnixMs: number): [string, string][] {
  const isMeasured = roundTripMs !== null;
  return [
    [t('connection.protocol'), t(`connection.${protocol}`)],
    [
      t('connection.roundTrip'),
      isMeasured ? t('connection.ms', { count: Math.max(1, Math.round(roundTripMs)) }) : t('connection.unknown'),
    ],
    [t('connection.since'), toClock(sinceUnixMs, TIME_LOCALE)],
  ];
}

function toTries({ connection: { tried } }: ChatView): string {
  return t(tried === null ? 'connection.notYet' : `connection.tried-${tried}`);
}

const TITLES = { direct: 'connection.direct', relayed: 'connection.relayed' } as const;
const ABOUTS = { direct: 'connection.directAbout', relayed: 'connection.relayedAbout' } as const;
