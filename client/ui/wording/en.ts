/**
 * Every sentence a person reads, as an ICU message catalogue: arguments, `plural` and `select`.
 * `known` is `yes` where the other person has a name to show, `name` that name. Order: by screen.
 */
export const en = {
  'common.close': 'Close',
  'common.cancel': 'Cancel',
  'common.back': 'Back',
  'common.more': 'More',
  'common.retry': 'Retry',
  'common.tryAgain': 'Try again',
  'common.reload': 'Reload',
  'common.remove': 'Remove from this device',
  'common.guest': 'Guest',

  'time.dayAt': '{day} at {time}',
  'time.onDayAt': 'on {day} at {time}',
  'time.minutes': '{count} min',
  'time.hours': '{count} h',
  'time.days': '{count, plural, one {# day} other {# days}}',

  'first.title': 'Your name',
  'first.hint': 'Guests will see this. Stored only on this device.',
  'first.save': 'Save',
  'first.empty': 'Write a name guests will know you by.',
  'first.tooLong': 'That name is too long. Shorten it a little.',

  'home.title': 'Chats',
  'home.newInvite': 'New invite',
  'home.emptyTitle': 'Invite someone to a private chat',
  'home.emptyHint': 'They just need a browser.',
  'home.nothingOpen': 'Choose a chat to read it here.',
  'home.offline': 'You’re offline. Nobody can join until you’re back.',
  'home.serverLost': 'Can’t reach the server. Nobody can join until it’s back.',

  'row.untitled': 'New guest',
  'row.joining': '{known, select, yes {{name} is joining…} other {Someone is joining…}}',
  'row.expiresIn': 'Invite expires in {left}',
  'row.expiresNow': 'Invite expires now',
  'row.expired': 'Invite expired',
  'row.joined': 'Joined',
  'row.ended': 'Ended',
  'row.broken': 'Can’t continue',
  'row.unread': '{count, plural, one {# unread message} other {# unread messages}}',

  'invite.title': 'New invite',
  'invite.who': 'Who is it for?',
  'invite.whoHint': 'Optional. Only you see it.',
  'invite.lifetime': 'Link works for',
  'invite.hours': '{count, plural, one {# hour} other {# hours}}',
  'invite.days': '{count, plural, one {# day} other {# days}}',
  'invite.create': 'Create link',

  'ready.title': 'Invite ready',
  'ready.link': 'Invite link',
  'ready.copy': 'Copy link',
  'ready.copied': 'Copied',
  'ready.copyFailed': 'Select the link and copy it',
  'ready.terms': 'One person can use this link. It expires {when}.',
  'ready.localOnly': 'This link only works on this computer.',
  'ready.waiting': '{known, select, yes {Waiting for {name}} other {Waiting for your guest}}',
  'ready.hint':
    '{known, select, yes {{name} can join while this page is open.} other {Your guest can join while this page is open.}}',
  'ready.cancel': 'Cancel invite',

  'chat.online': 'Online',
  'chat.away': 'Away',
  'chat.offline': 'Offline',
  'chat.connecting': 'Connecting…',
  'chat.region': 'Messages with {name}',
  'chat.unnamedHost': 'Your host',
  'chat.you': 'You',
  'chat.encrypted':
    '{known, select, yes {Messages here are end-to-end encrypted. Only you and {name} can read them.} other {Messages here are end-to-end encrypted. Only you and your host can read them.}}',
  'chat.caution': 'Anyone with the link could have joined as {name}.',
  'chat.someoneElse':
    'Someone else also opened this link and could not join. If that was {name}, end this chat: you are talking to another person.',
  'chat.reconnecting': 'Reconnecting…',
  'chat.stillTrying': 'Still trying. Your messages will send automatically.',
  'chat.deviceOffline': 'You’re offline. Messages will send when you’re back.',
  'chat.announceOne': '{name}: {text}',
  'chat.announceMany': '{count, plural, one {# new message from {name}} other {# new messages from {name}}}',

  'delivery.waiting': 'Waiting',
  'delivery.sent': 'Sent',
  'delivery.delivered': 'Delivered',
  'delivery.not-sent': 'Not sent',

  'composer.form': 'Write a message',
  'composer.message': 'Message',
  'composer.send': 'Send',
  'composer.left': '{count} left',
  'composer.over': 'Too long by {count}. Shorten it, or send it in parts.',
  'composer.outboxFull': 'Too many messages are waiting. Send this one when some have gone through.',
  'composer.chatOver': 'This chat has ended. Your text was not sent.',
  'composer.whenBack':
    '{known, select, yes {It will be sent when {name} appears.} other {It will be sent when your host appears.}}',

  'wait.connecting': '{known, select, yes {Connecting to {name}} other {Connecting to your host}}',
  'wait.connectingHint': 'Keep this tab open. You can already write your first message.',
  'wait.hostAway': '{known, select, yes {{name} isn’t online right now} other {Your host isn’t online right now}}',
  'wait.hostAwayHint': 'Keep this tab open, or come back to this link before {when}.',
  'wait.serverAway': 'Can’t reach the server',
  'wait.serverAwayHint': 'We keep trying. What you write is kept until then.',
  'wait.busy': 'Someone else is at this link right now',
  'wait.busyHint': 'Keep this tab open. You join as soon as a place is free.',

  'end.menu': 'End chat',
  'end.menuGuest': 'Leave and delete',
  'end.title': 'End chat',
  'end.host':
    'It will be deleted from this device and, if they can be reached, from {name}’s browser. {name} can still have copied or photographed messages.',
  'end.guest':
    '{known, select, yes {It will be deleted from this browser and, if they can be reached, from {name}’s device. {name} can still have copied or photographed messages.} other {It will be deleted from this browser and, if they can be reached, from your host’s device. They can still have copied or photographed messages.}}',
  'end.confirm': 'End and delete',

  'over.expired': 'Nobody used this invite in time. Make a new one when you are ready.',
  'over.me': 'You ended this chat.',
  'over.other': '{name} ended this chat.',
  'over.silence': 'This chat deleted itself: nobody had written for too long.',

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

  'paste.link': 'Invite link',
  'paste.open': 'Open',
  'paste.bad': 'That isn’t a whole invite link. Copy all of it, from https to the last letter.',

  'fail.link-missing.title': 'Part of the link is missing',
  'fail.link-missing.text': 'Paste the whole link you were sent.',
  'fail.link-damaged.title': 'This link is damaged',
  'fail.link-damaged.text': 'Some of it was cut off or changed. Copy it again and paste it here.',
  'fail.link-too-new.title': 'This link is newer than this page',
  'fail.link-too-new.text': 'Reload to get the newest page. If that doesn’t help, ask for a new invite.',
  'fail.expired.title': 'This invite has expired',
  'fail.expired.text':
    '{known, select, yes {Ask {name} for a new one.} other {Ask the person who sent it for a new one.}}',
  'fail.used.title': 'This invite was already used',
  'fail.used.text':
    '{known, select, yes {Each invite works for one person. If it wasn’t you, tell {name}.} other {Each invite works for one person. If it wasn’t you, tell the person who sent it.}}',
  'fail.unavailable.title': 'This invite isn’t available any more',
  'fail.unavailable.text':
    '{known, select, yes {Ask {name} for a new one.} other {Ask the person who sent it for a new one.}}',
  'fail.out-of-step.title': 'This chat can’t continue',
  'fail.out-of-step.text': 'The two copies of it no longer fit together. Start again with a new invite.',
  'fail.elsewhere.title': 'This chat is open in another tab',
  'fail.elsewhere.text': 'Go on there, or use it here.',
  'fail.elsewhere.use': 'Use here',
  'fail.insecure-context.title': 'This page needs https',
  'fail.insecure-context.text': 'Without it your messages can’t be encrypted. Open an address that starts with https.',
  'fail.browser-too-old.title': 'Your browser can’t do this',
  'fail.browser-too-old.text': 'Update it, or open this address in a current Firefox, Chrome, Edge or Safari.',

  'ended.me.title': 'You left this chat',
  'ended.me.text': 'It was deleted from this browser.',
  'ended.other.title': '{known, select, yes {{name} ended this chat} other {This chat has ended}}',
  'ended.other.text': 'It was deleted from this browser.',
  'ended.silence.title': 'This chat has deleted itself',
  'ended.silence.text': 'Nobody had written for too long.',
  'ended.startOwn': 'Start your own chat',
} as const;
