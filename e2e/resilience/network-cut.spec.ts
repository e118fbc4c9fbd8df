/** A device whose network is gone for a minute, and no browser is asked whether that suits it. */
import { rmSync } from 'node:fs';
import { setTimeout as passing } from 'node:timers/promises';
import { certificateFiles, makeCertificate } from '../../.ci/certificate.mjs';
import { openEnclosure, type Enclosure } from '../fixtures/enclosure.ts';
import { test as base } from '../fixtures/resilience.ts';
import { startServer } from '../fixtures/server.ts';
import { openTwoChats } from '../fixtures/two-chats.ts';
import { whyNoNetworkCut } from '../network-tools.mjs';

const CUT_MS = 60_000;

const test = base.extend<{ enclosure: Enclosure }>({
  enclosure: async ({}, use) => {
    const enclosure = await openEnclosure();
    await use(enclosure);
    await enclosure.dispose();
  },
  /** A server that can be reached from the inside; only secure origins have cryptography there. */
  url: async ({ enclosure }, use, testInfo) => {
    const folder = testInfo.outputPath('certificate');
    await makeCertificate(folder, enclosure.outerAddress);
    const { certFile, keyFile } = certificateFiles(folder);
    const settings = { GC_HOST: '0.0.0.0', GC_TLS_CERT_FILE: certFile, GC_TLS_KEY_FILE: keyFile };
    const server = await startServer(0, settings);
    await use(`https://${enclosure.outerAddress}:${new URL(server.url).port}`);
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  },
});

/** What a browser says of a socket, or of a connection to another browser, that is lost. */
test.use({ understood: [/WebSocket|wss?:\/\/|ERR_|NetworkError|ICE failed/] });

const excuse = whyNoNetworkCut();
test.skip(excuse !== null, excuse ?? '');

test(
  'a network cut for a minute, with a host and a guest behind it',
  { tag: '@long' },
  async ({ deviceOf, enclosure, hostBrowser, guestBrowser, liveAgain }) => {
    test.setTimeout(240_000);
    const steady = await deviceOf('steady', hostBrowser);
    const cut = await deviceOf('cut', guestBrowser, { enclosure });
    const chats = await openTwoChats(steady.context(), cut.context());
    await chats.write(chats.everybody);

    enclosure.pullCable();
    const isOver = passing(CUT_MS);
    await chats.write(chats.everybody);
    await chats.expectAlone(chats.everybody);
    await chats.write(chats.everybody);
    await isOver;
    enclosure.plugCable();
    const pluggedAtUnixMs = Date.now();
    await Promise.all([
      liveAgain.expect('network cut 60 s', pluggedAtUnixMs, chats.pages()),
      chats.write(chats.everybody),
    ]);
    await chats.expectSameConversations();
  },
);
