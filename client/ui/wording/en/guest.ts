/** Words of the guest’s page before and after the chat. ICU messages, as `en.ts` says; order: by screen. */
export const guest = {
  'landing.title':
    '{known, select, yes {{name} invited you to a private chat} other {You’re invited to a private chat}}',
  'landing.lead': 'In your browser. No account, no app.',
  'landing.encrypted': 'End-to-end encrypted',
  'landing.silence':
    '{count, plural, one {Deletes itself after # day of silence} other {Deletes itself after # days of silence}}',
  'landing.expires': 'Expires {when}',
  'landing.caution':
    '{known, select, yes {We can’t confirm who {name} is. Continue only if you were expecting this.} other {We can’t confirm who sent this. Continue only if you were expecting it.}}',
  'landing.continue': 'Continue',
  'landing.decline': 'This isn’t for me',
  'declined.title': 'All right',
  'declined.text': 'Nothing was sent or stored. You can close this page.',

  'name.title': '{known, select, yes {What should {name} call you?} other {What should they call you?}}',
  'name.join': 'Join chat',
  'name.joining': 'Opening the chat…',
  'name.empty': 'Write a name first.',
  'name.tooLong': 'That name is too long. Shorten it a little.',
  'name.loadFailed': 'The chat could not be loaded. Check your connection and try again.',

  'saved.title': 'Your chats on this device',
  'saved.lead': 'Go on where you left off.',
  'saved.open': '{known, select, yes {Open chat with {name}} other {Open chat with your host}}',
  'saved.as': 'You are {name} there.',
  'saved.other': 'Or open another invite',
  'resume.opening': 'Opening the chat…',
  'resume.hint': 'It is kept in this browser.',
  'resume.failed': 'The chat could not be loaded',
  'resume.failedHint': 'Check your connection and try again.',

  'ended.me.title': 'You left this chat',
  'ended.me.text': 'It was deleted from this browser.',
  'ended.other.title': '{known, select, yes {{name} ended this chat} other {This chat has ended}}',
  'ended.other.text': 'It was deleted from this browser.',
  'ended.silence.title': 'This chat has deleted itself',
  'ended.silence.text': 'Nobody had written for too long.',
  'password.hint':
    '{known, select, yes {Ask {name} if you don’t have it.} other {Ask the person who invited you if you don’t have it.}}',
  'password.empty': 'Write the password first.',
  'password.bad': 'That can’t be the password: it has signs no password can have.',
  'password.wrong':
    '{count, plural, one {That password isn’t right. # try left.} other {That password isn’t right. # tries left.}}',
  'password.checking': 'Checking…',
  'paste.link': 'Invite link',
  'paste.open': 'Open',
  'paste.bad': 'That isn’t a whole invite link. Copy all of it, from https to the last letter.',
} as const;
