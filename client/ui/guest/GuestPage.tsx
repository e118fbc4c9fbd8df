/**
 * The guest's way in: what the link says, a name, then the chat; or a chat that this browser keeps. Everything up to the chat
 * is light; the chat's screen comes with `join` and `resume`, from the root, because nothing here may pull it in.
 */
import { useState, type ReactNode } from 'react';
import type { Failure } from '../../state/failure.ts';
import type { DamagedChat, Guest, LinkView, SavedGuestChat } from '../../state/view.ts';
import { FailurePage } from '../parts/FailurePage.tsx';
import { Landing } from './Landing.tsx';
import { Declined } from './Declined.tsx';
import type { GuestCalls } from './GuestCallsEffect.tsx';
import { GuestName } from './GuestName.tsx';
import { PasteLink } from './PasteLink.tsx';
import { Resuming } from './Resuming.tsx';
import { SavedChats, type ReadableChat } from './SavedChats.tsx';
import '../styles/tokens.css';
import '../styles/base.css';

/** What a joined guest looks like on screen: `GuestChat`, loaded late. */
type GuestScreen = (props: GuestScreenProps) => ReactNode;

export interface GuestScreenProps {
  readonly guest: Guest;
  /** As the link or the kept chat has it; may be ''. */
  readonly hostName: string;
  /** Until when one can join; null where only the chat itself is known. */
  readonly joinDeadlineUnixMs: number | null;
  /** What calls the guest; comes late, and rejects when it can't be had. Stays the same function. */
  readonly loadCalls: () => Promise<GuestCalls>;
}

export interface JoinedGuest {
  readonly guest: Guest;
  readonly loadCalls: GuestScreenProps['loadCalls'];
  readonly Screen: GuestScreen;
}

export type GuestAddress =
  | { readonly status: 'ok'; readonly link: LinkView }
  | { readonly status: 'bad'; readonly failure: Failure }
  /** No link in the address, but chats in this browser. */
  | { readonly status: 'saved'; readonly chats: readonly SavedGuestChat[] }
  /** A link to a chat that this browser keeps: no questions. */
  | { readonly status: 'resume'; readonly id: string; readonly link: LinkView };

interface GuestPageProps {
  readonly link: GuestAddress;
  /**
   * Resolves once the chat's code is here and the guest has begun to join; rejects when the code can't be had.
   * `password`: null when the invite has none.
   */
  readonly join: (name: string, password: string | null) => Promise<JoinedGuest | { readonly problem: 'bad-password' }>;
  /** The same for a chat that this browser keeps. */
  readonly resume: (id: string) => Promise<JoinedGuest>;
  /** Forgets a chat that cannot be opened; the root renders again without it. */
  readonly onRemove: (chat: DamagedChat) => void;
  /** A link typed or pasted by hand; the root judges it and renders again. */
  readonly onPaste: (text: string) => void;
}

type Step =
  | { readonly is: 'start' }
  | { readonly is: 'name' }
  | { readonly is: 'declined' }
  | { readonly is: 'resuming'; readonly chat: ReadableChat }
  | { readonly is: 'joined'; readonly props: GuestScreenProps; readonly Screen: GuestScreen };

export function GuestPage({ link, join, resume, onRemove, onPaste }: GuestPageProps): ReactNode {
  const [step, setStep] = useState<Step>({ is: 'start' });

  const enter = (
    { guest, loadCalls, Screen }: JoinedGuest,
    hostName: string,
    joinDeadlineUnixMs: number | null,
  ): void => {
    setStep({ is: 'joined', Screen, props: { guest, hostName, joinDeadlineUnixMs, loadCalls } });
  };

  if (step.is === 'joined') return <step.Screen {...step.props} />;
  if (step.is === 'declined') return <Declined />;
  if (step.is === 'resuming') {
    const { id, hostName } = step.chat;
    return <Resuming hostName={hostName} resume={async () => enter(await resume(id), hostName, null)} />;
  }
  switch (link.status) {
    case 'bad':
      return (
        <FailurePage failure={link.failure}>
          {isAskedAgain(link.failure) ? <PasteLink onPaste={onPaste} /> : null}
        </FailurePage>
      );
    case 'saved':
      return (
        <SavedChats
          chats={link.chats}
          onOpen={(chat) => setStep({ is: 'resuming', chat })}
          onRemove={onRemove}
          onPaste={onPaste}
        />
      );
    case 'resume': {
      const { hostName, deadlineUnixMs } = link.link;
      return (
        <Resuming hostName={hostName} resume={async () => enter(await resume(link.id), hostName, deadlineUnixMs)} />
      );
    }
    case 'ok': {
      const { hostName, deadlineUnixMs, hasPassword } = link.link;
      if (step.is === 'start') {
        return (
          <Landing
            link={link.link}
            onContinue={() => setStep({ is: 'name' })}
            onDecline={() => {
              setStep({ is: 'declined' });
            }}
          />
        );
      }
      return (
        <GuestName
          hostName={hostName}
          hasPassword={hasPassword}
          join={async (name, password) => {
            const joined = await join(name, password);
            if ('problem' in joined) return joined.problem;
            enter(joined, hostName, deadlineUnixMs);
            return null;
          }}
        />
      );
    }
  }
}

/** The whole link helps. */
function isAskedAgain(failure: Failure): boolean {
  return failure === 'link-missing' || failure === 'link-damaged' || failure === 'chat-gone';
}
