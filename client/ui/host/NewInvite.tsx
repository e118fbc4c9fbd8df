/** Asks what an invite needs. Everything has a default, so one press is enough. */
import { useId, useState, type ReactNode } from 'react';
import { LINK_LIFETIMES_SECONDS, type LinkLifetimeSeconds } from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Field } from '../parts/Field.tsx';
import { Segments } from '../parts/Segments.tsx';
import { t } from '../wording/t.ts';

interface NewInviteProps {
  readonly onCreate: (label: string, lifetimeSeconds: LinkLifetimeSeconds) => void;
  readonly onClose: () => void;
}

export function NewInvite({ onCreate, onClose }: NewInviteProps): ReactNode {
  const formId = useId();
  const [label, setLabel] = useState('');
  const [lifetimeSeconds, setLifetime] = useState<LinkLifetimeSeconds>(DAY_SECONDS);
  return (
    <Dialog
      title={t('invite.title')}
      onClose={onClose}
      footer={
        <Button kind="primary" size="large" isWide type="submit" formId={formId}>
          {t('invite.create')}
        </Button>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          onCreate(label.trim(), lifetimeSeconds);
        }}
      >
        <Field
          label={t('invite.who')}
          hint={t('invite.whoHint')}
          input={{
            value: label,
            onChange: (event) => setLabel(event.currentTarget.value),
            dir: 'auto',
            autoComplete: 'off',
            maxLength: MAX_LABEL_CHARS,
          }}
          isFirst
        />
      </form>
      <Segments
        label={t('invite.lifetime')}
        value={lifetimeSeconds}
        options={LINK_LIFETIMES_SECONDS.map((seconds) => ({ value: seconds, label: toLifetime(seconds) }))}
        onChange={setLifetime}
      />
    </Dialog>
  );
}

/** The default of the middle way: long enough to be read, short enough to be forgotten. */
const DAY_SECONDS = 86_400 satisfies LinkLifetimeSeconds;
/** A label is a reminder, not a note; it never leaves this device. */
const MAX_LABEL_CHARS = 60;

function toLifetime(seconds: LinkLifetimeSeconds): string {
  const hours = seconds / 3_600;
  return hours <= 24 ? t('invite.hours', { count: hours }) : t('invite.days', { count: hours / 24 });
}
