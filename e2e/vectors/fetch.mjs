/**
 * `npm run vectors`: gets the public test vectors that the protocol's tests run on, unless they are here already.
 * What arrives is reduced to the vectors in use, brought to one form, and kept only if its hash is the expected one.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

const SOURCES = [
  {
    /** Public domain (Unlicense). */
    url: 'https://raw.githubusercontent.com/haskell-cryptography/cacophony/8ee9d41e34a1a596cfa3ab12aa4069ff87dc1247/vectors/cacophony.txt',
    file: 'noise-cacophony.json',
    sha256: 'b988816a3cf1611022e60d94a58a0ad5fa62e765547764fbd76933092db2b86e',
    inUse: ({ vectors }) => ({
      vectors: vectors
        .filter(({ protocol_name: name }) => /^Noise_[A-Z0-9a-z]+_25519_ChaChaPoly_(?:SHA256|BLAKE2s)$/.test(name))
        .sort((a, b) => (a.protocol_name < b.protocol_name ? -1 : 1)),
    }),
  },
  {
    /** IETF Trust: code components under the Revised BSD License. Of draft-irtf-cfrg-cpace-21. */
    url: 'https://raw.githubusercontent.com/cfrg/draft-irtf-cfrg-cpace/8fb4056e1b9201927d9f651b9970d9d5660c7892/testvectors.json',
    file: 'cpace.json',
    sha256: '7457651a33a61c3e3161b366c00287b04d0e3f9c1382e4cdac2f216dcb0cbe85',
    inUse: ({ G_Coffee25519: exchange, G_Coffee25519_points: points }) => ({
      G_Coffee25519: exchange,
      G_Coffee25519_points: points,
    }),
  },
];

for (const source of SOURCES) await provide(source);

async function provide(source) {
  const cached = join(ROOT, '.cache/vectors', source.file);
  const found = [join(ROOT, '../shared/vectors', source.file), cached].find((file) => existsSync(file));
  if (found !== undefined) {
    toCanonical(source, readFileSync(found, 'utf8'));
    return;
  }
  const response = await fetch(source.url);
  if (!response.ok) throw new Error(`${source.file} could not be fetched: HTTP ${response.status}`);
  const canonical = toCanonical(source, await response.text());
  mkdirSync(dirname(cached), { recursive: true });
  writeFileSync(cached, canonical);
}

/** @returns the vectors in use in their one form; throws unless they are the expected ones */
function toCanonical({ file, inUse, sha256 }, text) {
  const canonical = JSON.stringify(inUse(JSON.parse(text)), sortKeys);
  const hash = createHash('sha256').update(canonical).digest('hex');
  if (hash !== sha256) throw new Error(`${file} is not the expected one: SHA-256 ${hash}`);
  return canonical;
}

function sortKeys(_, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
