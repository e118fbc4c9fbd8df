/**
 * The guest's way in: what the link says, a name, then the chat. Everything up to the chat is light; the chat's screen comes
 * with `join`, from the root, because nothing here may pull it in.
 */
import { useState, type ReactNode } from 'react';
import type { Failure } from '../../state/failure.ts';
import type { Guest, LinkView } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { FailurePage } from '../parts/FailurePage.tsx';
import { LetterActions } from '../parts/Letter.tsx';
import { t } from '../wording/t.ts';
import { Landing } from './Landing.tsx';
import { Declined } from './Declined.tsx';
import { GuestName } from './GuestName.tsx';
import { PasteLink } from './PasteLink.tsx';
import '../styles/tokens.css';
import '../styles/base.css';

/** What a joined guest looks like on screen: `GuestChat`, loaded late. */
type GuestScreen = (props: { readonly guest: Guest; readonly link: LinkView }) => ReactNode;

export interface JoinedGuest {
  readonly guest: Guest;
  readonly Screen: GuestScreen;
}

interface GuestPageProps {
  readonly link:
    { readonly status: 'ok'; readonly link: LinkView } | { readonly status: 'bad'; readonly failure: Failure };
  /** Resolves once the chat's code is here and the guest has begun to join; rejects when the code can't be had. */
  readonly join: (name: string) => Promise<JoinedGuest>;
  /** A link typed or pasted by hand; the root judges it and renders again. */
  readonly onPaste: (text: string) => void;
}

type Step =
  | { readonly is: 'landing' }
  | { readonly is: 'name' }
  | { readonly is: 'declined' }
  | { readonly is: 'joined'; readonly guest: Guest; readonly Screen: GuestScreen; readonly link: LinkView };

export function GuestPage({ link, join, onPaste }: GuestPageProps): ReactNode {
  const [step, setStep] = useState<Step>({ is: 'landing' });

  if (step.is === 'joined') return <step.Screen guest={step.guest} link={step.link} />;
  if (step.is === 'declined') return <Declined />;
  if (link.status === 'bad') {
    return (
      <FailurePage failure={link.failure}>
        <BadLinkStep failure={link.failure} onPaste={onPaste} />
      </FailurePage>
    );
  }
  if (step.is === 'landing') {
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
      hostName={link.link.hostName}
      join={async (name) => {
        const joined = await join(name);
        setStep({ is: 'joined', link: link.link, ...joined });
      }}
    />
  );
}

function BadLinkStep({ failure, onPaste }: { failure: Failure; onPaste: (text: string) => void }): ReactNode {
  if (failure === 'link-missing' || failure === 'link-damaged') return <PasteLink onPaste={onPaste} />;
  if (failure !== 'link-too-new') return null;
  return (
    <LetterActions>
      <Button
        kind="second"
        size="large"
        isWide
        onClick={() => {
          location.reload();
        }}
      >
        {t('common.reload')}
      </Button>
    </LetterActions>
  );
}
