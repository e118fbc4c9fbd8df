/** A self-signed certificate for an address of this machine: browsers give cryptography only to secure origins. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_DAYS = 90;

/** Where a folder has its certificate and its key, both PEM. */
export function certificateFiles(folder) {
  return { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
}

/** Writes both, for an IPv4 address and this machine's own names. Makes the folder if need be. */
export async function makeCertificate(folder, address) {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Guest Chats' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: address },
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  const { certFile, keyFile } = certificateFiles(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(certFile, cert);
}
