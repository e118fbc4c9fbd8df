/**
 * Writes the known answers of GC/1, `client/protocol/vectors/gc1.json`: `npx tsx e2e/vectors/generate.ts`.
 * They change only when the protocol does, together with its spec. Same inputs, same file.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { encodeData, encodeSig } from '../../client/protocol/content.ts';
import { computeVectors, toHex, type HandshakeInput } from './gc1.ts';

const FILE = resolve(import.meta.dirname, '../../client/protocol/vectors/gc1.json');

const vectors = computeVectors({
  invite: {
    hostName: 'Zoë',
    deadlineUnixSeconds: 1_800_000_000,
    silence: 10,
    hasPassword: false,
    isRelayOnly: true,
    secret: drawn('invite secret', 16),
    hostSecretKey: drawn('host secret key', 32),
  },
  guest: { name: 'Amélie 🌱', secretKey: drawn('guest secret key', 32) },
  handshakes: [handshake('first', 0), handshake('resume', 1), handshake('rekey', 2)],
  records: [
    { chain: 'sig h2g', plaintext: toHex(encodeSig({ type: 'ready' })) },
    { chain: 'sig g2h', plaintext: toHex(encodeSig({ type: 'ready-ack' })) },
    { chain: 'sig g2h', plaintext: toHex(encodeSig({ type: 'signal', json: '{"type":"offer","sdp":"v=0"}' })) },
    { chain: 'data g2h', plaintext: toHex(encodeData({ type: 'sync', next: 1, cum: 0, read: 0 })) },
    { chain: 'data g2h', plaintext: toHex(encodeData(textEvent('Hello'))) },
    { chain: 'data h2g', plaintext: toHex(encodeData(textEvent('A'.repeat(300)))) },
    { chain: 'data g2h', plaintext: toHex(encodeData({ type: 'ack', cum: 1 })) },
  ],
  withPassword: {
    // Not composed, and with a space that is not ASCII's: preparing it changes both.
    password: 'Cafe\u0301\u00a0\u{1f331} 42',
    handshake: handshake('first', 0, ' with password'),
    guestScalar: drawn('guest CPace scalar', 32),
    hostScalar: drawn('host CPace scalar', 32),
  },
});
writeFileSync(FILE, `${JSON.stringify(vectors, null, 2)}\n`);

function handshake(kind: HandshakeInput['kind'], epoch: number, variant = ''): HandshakeInput {
  return {
    kind,
    epoch,
    attempt: drawn(`attempt ${epoch}${variant}`, 16),
    guestEphemeral: drawn(`guest ephemeral ${epoch}${variant}`, 32),
    guestKemSeed: drawn(`guest KEM seed ${epoch}${variant}`, 64),
    hostEphemeral: drawn(`host ephemeral ${epoch}${variant}`, 32),
    hostKemMessage: drawn(`host KEM message ${epoch}${variant}`, 32),
  };
}

function textEvent(text: string) {
  return { type: 'event', seq: 1, atUnixMs: 1_799_000_000_123, body: { kind: 'text', text, replyTo: null } } as const;
}

/** Nothing up anyone's sleeve: SHAKE256 of what the value is for. */
function drawn(purpose: string, length: number): string {
  return createHash('shake256', { outputLength: length }).update(`GC/1 vectors: ${purpose}`).digest('hex');
}
