/**
 * `npm run vectors`: gets the public test vectors that the protocol's tests run on, unless they are here already.
 * What arrives is reduced to the vectors in use, brought to one form, and kept only if its hash is the expected one.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const FILE = 'noise-cacophony.json';
const SHARED = join(ROOT, '../shared/vectors', FILE);
const CACHED = join(ROOT, '.cache/vectors', FILE);

/** Public domain (Unlicense). */
const SOURCE =
  'https://raw.githubusercontent.com/haskell-cryptography/cacophony/8ee9d41e34a1a596cfa3ab12aa4069ff87dc1247/vectors/cacophony.txt';
const IN_USE = /^Noise_[A-Z0-9a-z]+_25519_ChaChaPoly_(?:SHA256|BLAKE2s)$/;
const SHA256 = 'b988816a3cf1611022e60d94a58a0ad5fa62e765547764fbd76933092db2b86e';

const found = [SHARED, CACHED].find((file) => existsSync(file));
if (found === undefined) {
  const response = await fetch(SOURCE);
  if (!response.ok) throw new Error(`The vectors could not be fetched: HTTP ${response.status}`);
  const canonical = checked(await response.text());
  mkdirSync(dirname(CACHED), { recursive: true });
  writeFileSync(CACHED, canonical);
} else {
  checked(readFileSync(found, 'utf8'));
}

/** @returns the vectors in use in their one form; throws unless they are the expected ones */
function checked(text) {
  const vectors = JSON.parse(text)
    .vectors.filter(({ protocol_name: name }) => IN_USE.test(name))
    .sort((a, b) => (a.protocol_name < b.protocol_name ? -1 : 1));
  const canonical = JSON.stringify({ vectors }, sortKeys);
  const hash = createHash('sha256').update(canonical).digest('hex');
  if (hash !== SHA256) throw new Error(`The vectors are not the expected ones: SHA-256 ${hash}`);
  return canonical;
}

function sortKeys(_, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
