/** Words of a chat, on either page. ICU messages, as `en.ts` says; order: by screen. */
export const chat = {
  'chat.online': 'Online',
  'chat.away': 'Away',
  'chat.offline': 'Offline',
  'chat.connecting': 'Connecting…',
  'chat.region': 'Messages with {name}',
  'chat.you': 'You',
  'chat.encrypted':
    '{known, select, yes {Messages here are end-to-end encrypted. Only you and {name} can read them.} other {Messages here are end-to-end encrypted. Only you and your host can read them.}}',
  'chat.caution': 'Anyone with the link could have joined as {name}.',
  'chat.verify': 'Verify',
  'chat.verifyFirst': '{verify} before sharing anything private.',
  'chat.verified':
    '{known, select, yes {You verified the security code with {name}.} other {You verified the security code with your host.}}',
  'chat.oldCopy':
    'An old copy of this chat tried to connect and was turned away. If {name} can’t get in, make a new invite.',
  'chat.someoneElse':
    'Someone else also opened this link and could not join. If that was {name}, end this chat: you are talking to another person.',
  'chat.silence':
    '{count, plural, one {This chat deletes itself after # day of silence.} other {This chat deletes itself after # days of silence.}}',
  'chat.notKept': 'This browser doesn’t keep this chat. It is gone when you close this tab.',
  'chat.storage-full': 'The last change could not be stored: no space is left. Free some on this device and try again.',
  'chat.storage-refused': 'The last change could not be stored: the browser refused. Try again.',
  'chat.loadEarlier': 'Load earlier',
  'chat.unread': '{count, plural, one {# unread message} other {# unread messages}}',
  'chat.toLatest': 'Jump to latest',
  'chat.reconnecting': 'Reconnecting…',
  'chat.stillTrying': 'Still trying. Your messages will send automatically.',
  'chat.deviceOffline': 'You’re offline. Messages will send when you’re back.',
  'chat.announceOne': '{name}: {text}',
  'chat.announceMany': '{count, plural, one {# new message from {name}} other {# new messages from {name}}}',

  'connection.title': 'Connection',

  'noWay.title': 'Can’t connect yet',
  'noWay.nearby':
    'A direct connection didn’t work, and this server has no relay. Connect both devices to the same network.',
  'noWay.direct':
    'A direct connection didn’t work, and this server has no relay. Try another network, or turn off a VPN.',
  'noWay.direct-and-relay': 'Neither a direct connection nor the relay worked. Try another network, or turn off a VPN.',
  'noWay.relay': 'The relay didn’t answer, and this chat uses nothing else. Try another network.',
  'noWay.no-relay': 'This chat uses a relay only, and this server has none. Ask for a new invite.',

  'message.actions': 'Message actions',
  'message.showAll': 'Show all',
  'message.discard': 'Delete',
  'message.edited': 'Edited',
  'message.deleted': 'This message was deleted',
  'message.unreadable-corrupt': 'A message here can’t be read. It was damaged in storage.',
  'message.unreadable-future-version': 'A message here can’t be read. It was saved by a newer version of this page.',
  'message.disappears': 'Disappears {when}',
  'message.quoteGone': 'An earlier message',
  'message.reacted': '{name} reacted with {emoji}',

  'composer.form': 'Write a message',
  'composer.message': 'Message',
  'composer.send': 'Send',
  'composer.left': '{count} left',
  'composer.over': 'Too long by {count}. Shorten it, or send it in parts.',
  'composer.outbox-full': '500 messages are waiting to be sent. Send this one when some have gone through.',
  'composer.too-late': 'More than 15 minutes have passed, so this message can’t be edited any more.',
  'composer.chat-over': 'This chat has ended. Your text was not sent.',
  'composer.replyingTo': 'Reply to {name}',
  'composer.replyingToMe': 'Reply to yourself',
  'composer.editing': 'Edit message',
  'composer.whenBack':
    '{known, select, yes {It will be sent when {name} appears.} other {It will be sent when your host appears.}}',

  'composer.whenAdmitted':
    '{known, select, yes {It will be sent when {name} lets you in.} other {It will be sent when your host lets you in.}}',

  'wait.connecting': '{known, select, yes {Connecting to {name}} other {Connecting to your host}}',
  'wait.connectingHint': 'Keep this tab open. You can already write your first message.',
  'wait.admission':
    '{known, select, yes {Waiting for {name} to let you in} other {Waiting for your host to let you in}}',
  'wait.hostAway': '{known, select, yes {{name} isn’t online right now} other {Your host isn’t online right now}}',
  'wait.hostAwayHint': 'Keep this tab open, or come back to this link before {when}.',
  'wait.serverAway': 'Can’t reach the server',
  'wait.serverAwayHint': 'We keep trying. What you write is kept until then.',
  'wait.busy': 'Someone else is at this link right now',
  'wait.busyHint': 'Keep this tab open. You join as soon as a place is free.',

  'verify.title': 'Verify security code',
  'verify.isVerified': 'Verified',

  'export.title': 'Chat with {name}',
  'export.when': 'Exported {when}',

  'report.menu': 'Report and leave',

  'calls.turnOn': 'Turn on notifications',
  'calls.turnOff': 'Turn off notifications',
  'calls.denied': 'Your browser blocks notifications from this page. Allow them in its settings for this site.',
  'calls.impossible': 'This browser can’t show notifications from this page.',

  'end.menuGuest': 'Leave and delete',

  'over.expired': 'Nobody used this invite in time. Make a new one when you are ready.',
  'over.me': 'You ended this chat.',
  'over.other': '{name} ended this chat.',
  'over.silence': 'This chat deleted itself: nobody had written for too long.',
} as const;
