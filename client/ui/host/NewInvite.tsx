/** Asks what an invite needs. Everything has a default, so one press is enough. */
import { useId, useState, type ReactNode } from 'react';
import {
  LINK_LIFETIMES_SECONDS,
  type Host,
  type LinkLifetimeSeconds,
  type NewInvite as Invite,
} from '../../state/view.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Field } from '../parts/Field.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Switch, SwitchRows } from '../parts/Switch.tsx';
import { t } from '../wording/t.ts';
import { InviteAdvanced, USUAL, type AdvancedChoices } from './InviteAdvanced.tsx';
import { MAX_LABEL_CHARS } from './label.ts';
import { NewPassword, type PasswordProblem } from './NewPassword.tsx';
import css from './NewInvite.module.css';

interface NewInviteProps {
  readonly canRelay: boolean;
  readonly generatePassword: Host['generatePassword'];
  /** Null when the invite is made: then this dialog goes. */
  readonly onCreate: (invite: Invite) => 'bad-password' | null;
  readonly onClose: () => void;
}

export function NewInvite({ canRelay, generatePassword, onCreate, onClose }: NewInviteProps): ReactNode {
  const formId = useId();
  const [label, setLabel] = useState('');
  const [lifetimeSeconds, setLifetime] = useState<LinkLifetimeSeconds>(DAY_SECONDS);
  const [hasPassword, setHasPassword] = useState(false);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<PasswordProblem | null>(null);
  const [isAdmissionAsked, setAdmissionAsked] = useState(false);
  const [advanced, setAdvanced] = useState<AdvancedChoices>(USUAL);

  const create = (): void => {
    if (hasPassword && password === '') {
      setProblem('noPassword');
      return;
    }
    const refusal = onCreate({
      label: label.trim(),
      lifetimeSeconds,
      password: hasPassword ? password : '',
      isAdmissionAsked,
      ...advanced,
      // The server can have stopped relaying since the switch was shown.
      isRelayOnly: canRelay && advanced.isRelayOnly,
    });
    if (refusal !== null) setProblem('badPassword');
  };

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
        className={css['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          create();
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
        <Segments
          label={t('invite.lifetime')}
          value={lifetimeSeconds}
          options={LINK_LIFETIMES_SECONDS.map((seconds) => ({ value: seconds, label: toLifetime(seconds) }))}
          onChange={setLifetime}
        />
        <SwitchRows>
          <Switch label={t('invite.requirePassword')} isOn={hasPassword} onChange={setHasPassword} />
          {hasPassword && (
            <NewPassword
              password={password}
              problem={problem}
              generate={generatePassword}
              onPassword={setPassword}
              onProblem={setProblem}
            />
          )}
          <Switch
            label={t('invite.admission')}
            hint={t('invite.admissionHint')}
            isOn={isAdmissionAsked}
            onChange={setAdmissionAsked}
          />
        </SwitchRows>
        <InviteAdvanced canRelay={canRelay} choices={advanced} onChange={setAdvanced} />
      </form>
    </Dialog>
  );
}

/** The default of the middle way: long enough to be read, short enough to be forgotten. */
const DAY_SECONDS = 86_400 satisfies LinkLifetimeSeconds;

function toLifetime(seconds: LinkLifetimeSeconds): string {
  const hours = seconds / 3_600;
  return hours <= 24 ? t('invite.hours', { count: hours }) : t('invite.days', { count: hours / 24 });
}
