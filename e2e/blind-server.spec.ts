/** What the server could learn: everything it received during a whole chat, searched for what it must not know. */
import { expect } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test as base } from './fixtures/people.ts';
import { startRecordingServer, type RecordingServer } from './fixtures/recording-server.ts';
import { ARRIVED, send } from './pages/conversation.ts';

const test = base.extend<{ witness: RecordingServer }>({
  witness: async ({}, use) => {
    const witness = await startRecordingServer();
    await use(witness);
    await witness.close();
  },
  url: async ({ witness }, use) => {
    await use(witness.url);
  },
});

test('the server never sees a candidate, a fingerprint, a name, a link or a word', async ({ host, guest, witness }) => {
  // Long enough not to turn up by chance in what is random.
  const names = { host: 'Maya Lindqvist', guest: 'Ana Ferreira' };
  const { maya, ana, link } = await meet(host, guest, names);
  await send(ana.page, 'the quick brown fox');
  await send(maya.page, 'jumps over the lazy dog');
  await expect(ana.messagesWith(names.host).getByRole('article')).toHaveCount(2);
  await expect(ana.messagesWith(names.host).getByText(ARRIVED)).toHaveCount(1);

  // The witness saw the whole of the meeting…
  const packets = witness.received.join('\n');
  for (const event of ['open', 'join', 'relay']) expect(packets).toContain(`\\"${event}\\"`);
  const frames = [...packets.matchAll(/\\"frame\\":\\"([\w-]+)\\"/g)].map(([, frame = '']) =>
    Buffer.from(frame, 'base64url'),
  );
  expect(new Set(frames.map((frame) => frame[0]))).toEqual(new Set([1, 2, 3, 4]));

  // …and inside it, neither as text nor as bytes, any of this.
  const secrets = [
    'candidate',
    'fingerprint',
    'sha-256',
    'ice-ufrag',
    '"sdp"',
    'Lindqvist',
    'Ferreira',
    'quick brown',
    'lazy dog',
    '127.0.0.1',
  ];
  const haystacks = [packets, ...frames.map((frame) => frame.toString('latin1'))];
  const found = secrets.filter((secret) => haystacks.some((haystack) => haystack.includes(secret)));
  expect(found).toEqual([]);
  const fragment = Buffer.from(new URL(link).hash.slice(1), 'base64url');
  const linkSecret = fragment.subarray(-48, -32);
  expect(haystacks.some((haystack) => haystack.includes(linkSecret.toString('latin1')))).toBe(false);
  expect(packets).not.toContain(new URL(link).hash.slice(1));
  expect(witness.faults).toEqual([]);
});
