/** What stands in the public segment: our server as it is shipped, a TURN server, and an introduction for bare peers. */
import { spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateFiles } from '../../.ci/certificate.mjs';
import { startRelay } from '../fixtures/relay.ts';
import { startServer } from '../fixtures/server.ts';
import { toTurnServer } from '../../signaling/turn.ts';
import type { IceServer } from '../../signaling/wire.ts';
import { BARE, RELAY, SERVER } from './addresses.ts';
import type { Network } from './network.ts';
import type { IceUse } from './profiles.ts';

export interface Services {
  /** What our server tells the pages, made anew. */
  iceServers(): readonly IceServer[];
  /** SHA-256 of the TURN server's public key, base64. */
  readonly relayKey: string;
  end(): Promise<void>;
}

const HTTPS_PORT = 443;
const TURN_PORT = 3478;
const STUN = `stun:${RELAY}:${TURN_PORT}`;
const TURN_UDP = `turn:${RELAY}:${TURN_PORT}?transport=udp`;

const TURN_URLS: Readonly<Record<IceUse, readonly string[]>> = {
  none: [],
  stun: [],
  turn: [TURN_UDP, `turn:${RELAY}:${TURN_PORT}?transport=tcp`],
  'turn-443': [TURN_UDP, `turn:${RELAY}:${HTTPS_PORT}?transport=tcp`],
  'turns-443': [TURN_UDP, `turns:${RELAY}:${HTTPS_PORT}?transport=tcp`],
};

/** @param certificates a folder with a certificate for each of the addresses */
export async function startServices({ outside }: Network, ice: IceUse, certificates: string): Promise<Services> {
  // The kernel ends them with this process, however that ends.
  const inside: readonly string[] = ['setpriv', '--pdeathsig', 'KILL', ...outside.command];
  const files = (address: string) => certificateFiles(join(certificates, address));
  const relay = await startRelay({
    address: RELAY,
    port: TURN_PORT,
    inside,
    tls: { port: HTTPS_PORT, ...files(RELAY) },
  });
  const secret = relay.settings['GC_TURN_SECRET'] ?? '';
  const urls = TURN_URLS[ice];
  const stunUrls = ice === 'none' ? [] : [STUN];

  const { certFile, keyFile } = files(SERVER);
  const server = await startServer(
    HTTPS_PORT,
    {
      GC_HOST: SERVER,
      GC_TLS_CERT_FILE: certFile,
      GC_TLS_KEY_FILE: keyFile,
      GC_STUN_URLS: stunUrls.join(','),
      ...(urls.length > 0 && { GC_TURN_URLS: urls.join(','), GC_TURN_SECRET: secret }),
    },
    inside,
  );
  const bare = files(BARE);
  const script = join(import.meta.dirname, 'bare-server.mjs');
  const [command = '', ...args]: readonly string[] = [
    ...inside,
    process.execPath,
    script,
    BARE,
    bare.certFile,
    bare.keyFile,
  ];
  const introduction = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(introduction.stdout, 'data');

  return {
    relayKey: hashKey(files(RELAY).certFile),
    iceServers: () => [
      ...(stunUrls.length > 0 ? [{ urls: stunUrls }] : []),
      ...(urls.length > 0 ? [toTurnServer({ urls, secret }, Date.now(), Buffer.from('bare'))] : []),
    ],
    end: async () => {
      introduction.kill('SIGKILL');
      await server.kill();
      await relay.end();
    },
  };
}

function hashKey(certFile: string): string {
  const { publicKey } = new X509Certificate(readFileSync(certFile));
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}
