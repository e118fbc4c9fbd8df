/** Runs inside a page of the app, before it: notes when Enter was pressed and when a text was painted. */

export interface Noted {
  enterAtMs: number;
  paintedAtMs: Promise<number>;
  /** The next text to be painted. */
  expect(text: string): void;
}

/** Both pages are of one machine, so that their clocks are one. */
const now = (): number => performance.timeOrigin + performance.now();

const noted: Noted = {
  enterAtMs: 0,
  paintedAtMs: Promise.resolve(0),
  expect: (text) => {
    noted.paintedAtMs = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (![...document.querySelectorAll('article')].at(-1)?.textContent.includes(text)) return;
        observer.disconnect();
        // The frame that shows it is over when the task after its callbacks runs.
        requestAnimationFrame(() => {
          setTimeout(() => {
            resolve(now());
          });
        });
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true });
    });
  },
};

addEventListener(
  'keydown',
  ({ key }) => {
    if (key === 'Enter') noted.enterAtMs = now();
  },
  { capture: true },
);
Object.assign(window, { noted });
