/**
 * What both pages did between a trouble and the live chat after it, for whoever wants to know where the time went: what
 * each says of the other and of the network, and
 * what each does with its connections to the server and to the other.
 */
import type { BrowserContext, Page } from '@playwright/test';

export type Who = 'host' | 'guest';

interface Step {
  readonly atUnixMs: number;
  readonly who: Who;
  readonly what: string;
}

export interface Steps {
  /** Watches each page that is opened from here on. */
  watch(who: Who, context: BrowserContext): Promise<void>;
  /** A line of all steps since then. */
  since(unixMs: number): string;
}

export function createSteps(): Steps {
  const steps: Step[] = [];
  return {
    watch: async (who, context) => {
      await context.exposeBinding('noteStep', ({ page }: { page: Page }, what: string) => {
        if (!page.isClosed()) steps.push({ atUnixMs: Date.now(), who, what });
      });
      await context.addInitScript(watchPage);
    },
    since: (unixMs) =>
      steps
        .filter(({ atUnixMs }) => atUnixMs >= unixMs)
        .map(({ atUnixMs, who, what }) => `${((atUnixMs - unixMs) / 1000).toFixed(1)} s ${who} ${what}`)
        .join(', '),
  };
}

/** Runs in the page, before anything of its own. */
function watchPage(): void {
  const note = (what: string): void => {
    (globalThis as unknown as { noteStep(what: string): void }).noteStep(what);
  };

  let last = '';
  new MutationObserver(() => {
    const said = document.querySelector('header p')?.textContent ?? '';
    // Who is online may also be typing.
    if (said === last || !/^(?:Online|Away|Offline|Connecting|Reconnecting)/.test(said)) return;
    last = said;
    note(`shows "${said}"`);
  }).observe(document, { subtree: true, childList: true, characterData: true });

  for (const change of ['online', 'offline'])
    addEventListener(change, () => {
      note(`is told that it is ${change}`);
    });

  /**
   * What a frame to the server means here; nothing else is noted. Who asks whether the server is there leaves nobody's room, and
   * what begins an attempt is an HS1 (GC/1 section 4), all in base64url.
   */
  const sent = [
    [/"leave",.*"A{22}"/, 'asks the server'],
    [/"leave",(?!.*"A{22}")/, 'leaves its seat'],
    [/"join"/, 'takes a seat'],
    [/"relay",.*"frame":"AQ/, 'begins an attempt'],
  ] as const;
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      note('opens a connection to the server');
      this.addEventListener('open', () => {
        note('has the server');
      });
      this.addEventListener('close', () => {
        note('has lost the server');
      });
    }
    override send(frame: Parameters<WebSocket['send']>[0]): void {
      super.send(frame);
      for (const [pattern, what] of sent) if (typeof frame === 'string' && pattern.test(frame)) note(what);
    }
  };

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      note('makes a connection to the other');
      this.addEventListener('iceconnectionstatechange', () => {
        note(`has a connection that is ${this.iceConnectionState}`);
      });
    }
  };
}
