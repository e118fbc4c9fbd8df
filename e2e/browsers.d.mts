/** Types of `browsers.mjs`. */
export type Engine = 'chromium' | 'firefox';

export type FoundBrowser = { kind: 'downloaded' } | { kind: 'system'; executablePath: string };

export function findBrowser(engine: Engine): FoundBrowser | null;

export function provideBrowsers(say: (sentence: string) => void): Promise<string | null>;
