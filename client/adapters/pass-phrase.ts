/** Four words that can be said aloud: 44 bits, far beyond ten guesses. The list is BIP-39's, of 2048 English words. */
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { browserRandom } from './random.ts';

const WORDS = 4;

export function generatePassPhrase(): string {
  const bytes = browserRandom(2 * WORDS);
  const view = new DataView(bytes.buffer);
  // 65 536 is a multiple of the list's length: every word is as likely as any other.
  return Array.from({ length: WORDS }, (_, i) => wordlist[view.getUint16(2 * i) % wordlist.length] ?? '').join('-');
}
