/** Types of `relay-tools.mjs`. */
export function whyNoRelay(): string | null;

export function provideRelay(say: (sentence: string) => void): Promise<void>;
