/** Where `npm run vectors` has put the public test vectors, or found them. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** @returns the text of the file; null when it has not been fetched */
export function readVectorFile(name: string): string | null {
  const file = ['../shared/vectors', '.cache/vectors']
    .map((folder) => join(ROOT, folder, name))
    .find((candidate) => existsSync(candidate));
  return file === undefined ? null : readFileSync(file, 'utf8');
}
