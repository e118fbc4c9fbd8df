/** Words for every dead end: what is the matter, and what helps. ICU messages, as `en.ts` says. */
export const failures = {
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
  'fail.exhausted.title': 'Too many wrong passwords',
  'fail.exhausted.text':
    '{known, select, yes {Ask {name} to allow more tries, then try again.} other {Ask the person who sent it to allow more tries, then try again.}}',
  'fail.old-copy.title': 'This copy of the chat is out of date',
  'fail.old-copy.text':
    '{known, select, yes {It was continued elsewhere, or another copy of this browser has connected to {name}. Nothing here is deleted.} other {It was continued elsewhere, or another copy of this browser has connected. Nothing here is deleted.}}',
  'fail.chat-gone.title': 'This chat is no longer on this device',
  'fail.chat-gone.text': 'Open the invite link again.',
  'fail.unavailable.title': 'This invite isn’t available any more',
  'fail.unavailable.text':
    '{known, select, yes {Ask {name} for a new one.} other {Ask the person who sent it for a new one.}}',
  'fail.out-of-step.title': 'This chat can’t continue',
  'fail.out-of-step.text': 'The two copies of it no longer fit together. Start again with a new invite.',
  'fail.flooded.title': 'Too much at once',
  'fail.flooded.text':
    '{known, select, yes {{name} sent more than this browser can take in, so they were disconnected. What had arrived is kept.} other {Your host sent more than this browser can take in, so they were disconnected. What had arrived is kept.}}',
  'fail.storage-damaged.title': 'This chat is damaged',
  'fail.storage-damaged.text': 'Some of it was lost in storage. Read what is left, and start again with a new invite.',
  'fail.elsewhere.title': 'This chat is open in another tab',
  'fail.elsewhere.text': 'Go on there, or use it here.',
  'fail.elsewhere.use': 'Use here',
  'fail.insecure-context.title': 'This page needs https',
  'fail.insecure-context.text': 'Without it your messages can’t be encrypted. Open an address that starts with https.',
  'fail.insecure-context.open': 'Open with https',
  'fail.no-webrtc.title': 'WebRTC is off in this browser',
  'fail.no-webrtc.text':
    'It is how two browsers reach each other. Turn it on in the settings or in the extension that blocks it, or use another browser.',
  'fail.browser-too-old.title': 'This browser can’t open chats',
  'fail.browser-too-old.text': 'Update it, or open this address in a current Firefox, Chrome, Edge or Safari.',
  'fail.browser-too-old.copy': 'Copy address',
} as const;
