/** Types of `network-tools.mjs`. */
export function whyNoNetworkCut(): string | null;

export function provideNetworkTools(say: (sentence: string) => void): Promise<void>;
