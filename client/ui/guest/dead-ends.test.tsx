/** Every dead end of a guest as a person reads it: a sentence, and the one thing that can be done. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import type { Failure } from '../../state/failure.ts';
import { createStore } from '../../state/store.ts';
import type { Guest, GuestView } from '../../state/view.ts';
import { aChat } from '../testing/views.ts';
import '../testing/words.ts';

// What the modules below look at when they are loaded.
vi.stubGlobal('navigator', { languages: ['en'] });
vi.stubGlobal('document', { title: 'Private chat' });
vi.stubGlobal('location', new URL('http://chat.example.org/j#invite'));
const { GuestChat } = await import('./GuestChat.tsx');
const { GuestPage } = await import('./GuestPage.tsx');
const { FailurePage } = await import('../parts/FailurePage.tsx');

/** What a screen says, in its order; what can be pressed or filled in stands in brackets. */
function read(html: string): string {
  return html
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<div[^>]*aria-hidden="true".*?<\/div>/gs, '')
    .replace(/<input\b[^>]*>/g, ' [_] ')
    .replace(/<(?:button|a)\b[^>]*>(.*?)<\/(?:button|a)>/gs, ' [$1] ')
    .replace(/<\/(?:h1|p|label)>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function never(): never {
  throw new Error('internal: nothing was pressed');
}

function atLink(failure: Failure): string {
  return read(
    renderToStaticMarkup(
      <GuestPage link={{ status: 'bad', failure }} join={never} resume={never} onRemove={never} onPaste={never} />,
    ),
  );
}

function inChat(view: GuestView, hostName = 'Maya'): string {
  const guest = new Proxy({ view: createStore(view) } as unknown as Guest, {
    get: (target, name) => (name === 'view' ? target.view : never),
  });
  return read(
    renderToStaticMarkup(<GuestChat guest={guest} hostName={hostName} joinDeadlineUnixMs={null} loadCalls={never} />),
  );
}

const PASTE = 'Invite link [_] [Open]';
const OWN = '[Start your own chat]';

describe('at the link', () => {
  test.each<[Failure, string]>([
    ['link-missing', `Part of the link is missing Paste the whole link you were sent. ${PASTE}`],
    [
      'link-damaged',
      `This link is damaged Some of it was cut off or changed. Copy it again and paste it here. ${PASTE}`,
    ],
    ['chat-gone', `This chat is no longer on this device Open the invite link again. ${PASTE}`],
    [
      'link-too-new',
      'This link is newer than this page Reload to get the newest page. If that doesn’t help, ask for a new invite. [Reload]',
    ],
    [
      'insecure-context',
      'This page needs https Without it your messages can’t be encrypted. Open an address that starts with https. [Open with https]',
    ],
    [
      'no-webrtc',
      'WebRTC is off in this browser It is how two browsers reach each other. Turn it on in the settings or in the extension that blocks it, or use another browser. http://chat.example.org/j#invite [Copy address]',
    ],
    [
      'browser-too-old',
      'This browser can’t open chats Update it, or open this address in a current Firefox, Chrome, Edge or Safari. http://chat.example.org/j#invite [Copy address]',
    ],
  ])('%s', (failure, expected) => {
    expect(atLink(failure)).toBe(expected);
  });
});

describe('while joining', () => {
  test.each<[Failure, boolean, string]>([
    ['expired', true, 'This invite has expired Ask Maya for a new one. [Try again]'],
    [
      'used',
      true,
      'This invite was already used Each invite works for one person. If it wasn’t you, tell Maya. [Try again]',
    ],
    ['exhausted', true, 'Too many wrong passwords Ask Maya to allow more tries, then try again. [Try again]'],
    [
      'old-copy',
      true,
      'This copy of the chat is out of date It was continued elsewhere, or another copy of this browser has connected to Maya. Nothing here is deleted. [Try again]',
    ],
    ['elsewhere', true, 'This chat is open in another tab Go on there, or use it here. [Use here]'],
    ['unavailable', false, `This invite isn’t available any more Ask Maya for a new one. ${OWN}`],
    [
      'out-of-step',
      false,
      `This chat can’t continue The two copies of it no longer fit together. Start again with a new invite. ${OWN}`,
    ],
    [
      'storage-damaged',
      false,
      `This chat is damaged Some of it was lost in storage. Read what is left, and start again with a new invite. ${OWN}`,
    ],
  ])('%s', (failure, canRetry, expected) => {
    expect(inChat({ screen: 'failure', failure, canRetry })).toBe(expected);
  });

  test('without a host’s name nobody is named', () => {
    expect(inChat({ screen: 'failure', failure: 'used', canRetry: true }, '')).toContain(
      'tell the person who sent it.',
    );
    expect(inChat({ screen: 'failure', failure: 'expired', canRetry: true }, '')).toContain(
      'Ask the person who sent it',
    );
  });
});

describe('when the chat is over', () => {
  test.each([
    ['me', `You left this chat It was deleted from this browser. ${OWN}`],
    ['other', `Maya ended this chat It was deleted from this browser. ${OWN}`],
    ['silence', `This chat has deleted itself Nobody had written for too long. ${OWN}`],
  ] as const)('by %s', (by, expected) => {
    const chat = aChat({ side: 'guest', title: 'Maya', phase: { is: 'ended', by } });
    expect(inChat({ screen: 'chat', chat, abuseContact: null })).toBe(expected);
  });
});

test('a name is text, whatever it is made of', () => {
  const html = renderToStaticMarkup(<FailurePage failure="used" hostName={'<img src=x onerror=alert(1)>\u202eayaM'} />);
  expect(html).not.toContain('<img');
  expect(html).toContain('<bdi>&lt;img src=x onerror=alert(1)&gt;\u202eayaM</bdi>');
});
