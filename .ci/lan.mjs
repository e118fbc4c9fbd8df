/**
 * Other devices on the same network: browsers give cryptography only to secure origins, so the server needs a
 * certificate even for trying it out. It is self-signed, for this machine's address, and kept in .cache/lan/.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate as generateQr } from 'lean-qr';
import { certificateFiles, makeCertificate } from './certificate.mjs';
import { ROOT } from './processes.mjs';

const FOLDER = join(ROOT, '.cache/lan');
const DAY_MS = 24 * 60 * 60 * 1000;

/** Configures the server through its environment, then shows the address. */
export async function prepareLan() {
  const address = lanAddress();
  if (address === null) {
    console.error('This machine has no address on a local network. Connect it to one and try again.');
    process.exit(1);
  }
  if (!isCertificateFor(address)) await makeCertificate(FOLDER, address);
  const { certFile, keyFile } = certificateFiles(FOLDER);
  const url = `https://${address}:${process.env.PORT ?? '3000'}`;
  Object.assign(process.env, {
    GC_HOST: '0.0.0.0',
    GC_TLS_CERT_FILE: certFile,
    GC_TLS_KEY_FILE: keyFile,
    GC_PUBLIC_URL: url,
  });
  console.log(`${toTerminalQr(url)}\n${url}`);
  console.log('Each browser will warn about the certificate once, because nobody but this machine vouches for it.');
}

/** A private IPv4 address if there is one, else any that is not loopback or link-local; null if there is none. */
function lanAddress() {
  const addresses = Object.values(networkInterfaces())
    .flat()
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address);
  // RFC 1918. Container bridges like to live in 172.16/12, so it comes last.
  const preferred = [/^192\.168\./, /^10\./, /^172\.(?:1[6-9]|2\d|3[01])\./];
  for (const range of preferred) {
    const found = addresses.find((address) => range.test(address));
    if (found !== undefined) return found;
  }
  return addresses[0] ?? null;
}

function isCertificateFor(address) {
  const { certFile, keyFile } = certificateFiles(FOLDER);
  try {
    const certificate = new X509Certificate(readFileSync(certFile));
    readFileSync(keyFile);
    return certificate.checkIP(address) !== undefined && Date.parse(certificate.validTo) > Date.now() + DAY_MS;
  } catch {
    return false;
  }
}

/** Two modules a character, dark on light whatever the terminal's colours, with the quiet zone scanners need. */
function toTerminalQr(text) {
  const code = generateQr(text);
  const quiet = 4;
  const lines = [];
  for (let y = -quiet; y < code.size + quiet; y += 2) {
    let line = '';
    for (let x = -quiet; x < code.size + quiet; x += 1) {
      line += [' ', '▀', '▄', '█'][(code.get(x, y) ? 1 : 0) + (code.get(x, y + 1) ? 2 : 0)];
    }
    lines.push(`\u001b[38;5;16;48;5;231m${line}\u001b[0m`);
  }
  return lines.join('\n');
}
