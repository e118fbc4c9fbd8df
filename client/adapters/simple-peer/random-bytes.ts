/** What simple-peer takes from `randombytes`: names for its own channels and log lines, in hexadecimal. */
function randomBytes(length: number): { toString(encoding: 'hex'): string } {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return { toString: () => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}

export { randomBytes as 'module.exports' };
