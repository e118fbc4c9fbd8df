/**
 * What both pages did between a trouble and the live chat after it, for whoever wants to know where the time went: what
 * each says of the other, and what each does with its connection to the server. Of Firefox the driver tells only the former.
 */
import type { BrowserContext, Page, WebSocket } from '@playwright/test';

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

/** A `relay` command whose frame is an HS1 (GC/1 section 4), in base64url. */
const HELLO = /"relay",.*"frame":"AQ/;

/** What a frame to the server means here; null for nothing. */
const SENT = [
  [/"leave"/, 'asks the server'],
  [/"join"/, 'takes a seat'],
  [HELLO, 'begins an attempt'],
] as const;

export function createSteps(): Steps {
  const steps: Step[] = [];
  return {
    watch: async (who, context) => {
      const note = (what: string): void => {
        steps.push({ atUnixMs: Date.now(), who, what });
      };
      await context.exposeBinding('noteStep', ({ page }: { page: Page }, what: string) => {
        if (!page.isClosed()) note(what);
      });
      await context.addInitScript(watchPresence);
      context.on('page', (page) => {
        page.on('websocket', (socket) => {
          watchSocket(socket, note);
        });
      });
    },
    since: (unixMs) =>
      steps
        .filter(({ atUnixMs }) => atUnixMs >= unixMs)
        .map(({ atUnixMs, who, what }) => `${((atUnixMs - unixMs) / 1000).toFixed(1)} s ${who} ${what}`)
        .join(', '),
  };
}

function watchSocket(socket: WebSocket, note: (what: string) => void): void {
  note('opens a connection to the server');
  socket.on('close', () => {
    note('has lost the server');
  });
  socket.on('framesent', ({ payload }) => {
    for (const [pattern, what] of SENT) if (pattern.test(String(payload))) note(what);
  });
}

/** Runs in the page. */
function watchPresence(): void {
  let last = '';
  new MutationObserver(() => {
    const said = document.querySelector('header p')?.textContent ?? '';
    // Who is online may also be typing.
    if (said === last || !/^(?:Online|Away|Offline|Connecting|Reconnecting)/.test(said)) return;
    last = said;
    (window as unknown as { noteStep(what: string): void }).noteStep(`shows "${said}"`);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
