/**
 * What the chat is measured against: a bare RTCPeerConnection with the same ICE servers, in the same browsers and network,
 * introduced over socket.io. As in the app, the host waits there and the guest connects on the click.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { BARE } from './addresses.ts';

type Signal = { readonly description: RTCSessionDescriptionInit } | { readonly candidate: RTCIceCandidateInit };

interface BareSocket {
  on(name: 'connect', listener: () => void): void;
  on(name: 'signal', listener: (signal: Signal) => void): void;
  emit(name: 'signal', signal: Signal): void;
}

/** In the page. */
interface BareWindow {
  readonly io: (options: { readonly transports: readonly string[] }) => BareSocket;
  /** When its data channel was open, unix ms. */
  openedAtUnixMs: Promise<number>;
}

interface Part {
  readonly isGuest: boolean;
  readonly configuration: RTCConfiguration;
}

const DEADLINE_MS = 15_000;

/** @returns from the click to a data channel that is open on both sides, ms; null when it did not connect */
export async function connectBare(
  host: BrowserContext,
  guest: BrowserContext,
  configuration: RTCConfiguration,
): Promise<number | null> {
  const pages = [await openPage(host), await openPage(guest)] as const;
  const [hostPage, guestPage] = pages;
  await hostPage.evaluate(begin, { isGuest: false, configuration });
  const beganAtUnixMs = await guestPage.evaluate(begin, { isGuest: true, configuration });
  const opened = Promise.all(
    pages.map((page) => page.evaluate(() => (window as unknown as BareWindow).openedAtUnixMs)),
  );
  // The pages are closed under it when it is late.
  opened.catch(() => undefined);
  const outcome = await Promise.race([opened, late()]);
  for (const page of pages) await page.close();
  return outcome === null ? null : Math.max(...outcome) - beganAtUnixMs;
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`https://${BARE}/`);
  return page;
}

function late(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(resolve, DEADLINE_MS, null).unref();
  });
}

/** Runs in the page. @returns when it began, unix ms: the guest at once, the host when its socket is connected */
async function begin({ isGuest, configuration }: Part): Promise<number> {
  const beganAtUnixMs = Date.now();
  const own = window as unknown as BareWindow;
  const socket = own.io({ transports: ['websocket'] });
  const peer = new RTCPeerConnection(configuration);
  let turn = Promise.resolve();

  peer.onicecandidate = ({ candidate }) => {
    if (candidate !== null && candidate.candidate !== '') socket.emit('signal', { candidate: candidate.toJSON() });
  };
  const describe = async (): Promise<void> => {
    await peer.setLocalDescription();
    const { localDescription } = peer;
    if (localDescription !== null)
      socket.emit('signal', { description: { type: localDescription.type, sdp: localDescription.sdp } });
  };
  const take = async (signal: Signal): Promise<void> => {
    if ('candidate' in signal) {
      await peer.addIceCandidate(signal.candidate);
      return;
    }
    await peer.setRemoteDescription(signal.description);
    if (!isGuest) await describe();
  };
  socket.on('signal', (signal) => {
    turn = turn.then(() => take(signal));
  });
  own.openedAtUnixMs = new Promise((resolve) => {
    const watch = (channel: RTCDataChannel): void => {
      const open = (): void => {
        resolve(Date.now());
      };
      // Firefox may have opened it by the time it tells of it.
      if (channel.readyState === 'open') open();
      else channel.onopen = open;
    };
    if (isGuest) watch(peer.createDataChannel('bare'));
    else
      peer.ondatachannel = ({ channel }) => {
        watch(channel);
      };
  });
  const connected = new Promise<void>((resolve) => {
    socket.on('connect', () => {
      resolve();
    });
  });
  if (isGuest) void connected.then(describe);
  else await connected;
  return beganAtUnixMs;
}
