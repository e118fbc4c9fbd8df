/**
 * Known answers of GC/1 (section 13.1). The committed vectors are recomputed by the shipped code, and once more by a
 * transcription of sections 2, 5 and 7 that shares with it only ML-KEM: no interpreter, Node's own primitives.
 */
import {
  createCipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  computeVectors,
  draws,
  fromHex,
  toHex,
  type Gc1Vectors,
  type HandshakeInput,
  type HandshakeOutput,
} from '../../e2e/vectors/gc1.ts';
import { kemDecapsulate, kemEncapsulate, kemKeyPair } from './primitives.ts';

// Written by `e2e/vectors/generate.ts` from this very type.
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'vectors/gc1.json'), 'utf8')) as Gc1Vectors;

const EMPTY = Buffer.alloc(0);

test('the shipped code gives the committed answers', () => {
  expect(computeVectors(vectors.inputs)).toEqual(vectors);
});

test('a transcription of section 2 gives the committed link and rooms', () => {
  const { inputs, invite, inviteRoom, chatRoom, handshakes } = vectors;
  const name = Buffer.from(inputs.invite.hostName);
  const deadline = Buffer.alloc(4);
  deadline.writeUInt32BE(inputs.invite.deadlineUnixSeconds);
  const head = Buffer.concat([Buffer.of(1, 0b0010), deadline, Buffer.of(name.length), name]);
  const hostPublicKey = fromHex(vectors.hostPublicKey);
  const secret = fromHex(inputs.invite.secret);
  expect(invite.fragment).toBe(Buffer.concat([head, secret, hostPublicKey]).toString('base64url'));

  const ictx = Buffer.concat([head, hostPublicKey]);
  expect(invite.context).toBe(ictx.toString('hex'));
  const prk = hmac(L('invite'), secret);
  const derive = (label: string, length: number) => expand(prk, Buffer.concat([L(label), ictx]), length);
  expect(invite.resumption).toBe(toHex(derive('psk0', 32)));
  expect(inviteRoom).toEqual(toRoom(derive('room', 16), derive('join', 32)));

  const seat = fromHex(handshakes[0]?.seat ?? '');
  expect(chatRoom).toEqual(toRoom(expand(seat, L('chat room'), 16), expand(seat, L('chat join'), 32)));
});

const runs = vectors.inputs.handshakes.map((input, index) => ({ input, output: at(vectors.handshakes, index) }));

test.each(runs)('a transcription of section 5 gives the committed $input.kind handshake', ({ input, output }) => {
  const kind = input.kind === 'first' ? 0 : 1;
  const hello = kind === 0 ? padded(Buffer.from(vectors.inputs.guest.name)) : EMPTY;
  expect(transcribe(input, fromHex(output.resumption), kind, hello)).toEqual(output);
});

test('a transcription of section 7 gives the committed records', () => {
  const keys = new Map(Object.entries(at(vectors.handshakes, 0).chains).map(([name, key]) => [name, fromHex(key)]));
  const counts = new Map<string, number>();
  for (const [index, { chain, plaintext }] of vectors.inputs.records.entries()) {
    const n = counts.get(chain) ?? 0;
    const ck = keys.get(chain) ?? EMPTY;
    const ad = Buffer.concat([L(chain), Buffer.alloc(8)]);
    ad.writeBigUInt64BE(BigInt(n), ad.length - 8);
    const record = aead(hmac(ck, Buffer.of(1)), 0, ad, padded(fromHex(plaintext)));
    expect(vectors.records[index]).toEqual({ n, record: toHex(record) });
    keys.set(chain, hmac(ck, Buffer.of(2)));
    counts.set(chain, n + 1);
  }
  expect(counts).toEqual(
    new Map([
      ['sig h2g', 1],
      ['sig g2h', 2],
      ['data g2h', 3],
      ['data h2g', 1],
    ]),
  );
});

test('a transcription of section 4 gives the committed frames', () => {
  const { frames, handshakes, records, inputs } = vectors;
  const { attempt } = at(inputs.handshakes, 0);
  expect(frames).toEqual({
    hs1: `01010000000000${attempt}${at(handshakes, 0).message1}`,
    hs2: `02${attempt}${at(handshakes, 0).message2}`,
    hs3: `03${attempt}${at(handshakes, 1).message3}`,
    sig: `04${attempt}${at(records, 0).record}`,
    err: `0e${attempt}0409`,
  });
});

/** Both sides at once, line by line as Noise rev. 34 reads for this one pattern. */
function transcribe(input: HandshakeInput, R: Uint8Array, kind: 0 | 1, hello: Uint8Array): HandshakeOutput {
  const s = fromHex(vectors.inputs.guest.secretKey);
  const rs = fromHex(vectors.inputs.invite.hostSecretKey);
  const e = fromHex(input.guestEphemeral);
  const re = fromHex(input.hostEphemeral);
  const psk = input.epoch === 0 ? R : expand(R, L('resume psk0'), 32);
  const epoch = Buffer.alloc(4);
  epoch.writeUInt32BE(input.epoch);
  const prologue = Buffer.concat(
    [
      L('prologue'),
      fromHex(vectors.invite.context),
      Buffer.from(vectors.inviteRoom.roomId, 'base64url'),
      Buffer.of(kind),
      epoch,
      fromHex(input.attempt),
    ].flatMap((item) => [Buffer.of(item.length >> 8, item.length & 255), item]),
  );

  let h: Uint8Array = sha256(Buffer.from(vectors.protocolName));
  let ck: Uint8Array = h;
  let k: Uint8Array = EMPTY;
  let n = 0;
  const mixHash = (data: Uint8Array) => {
    h = sha256(h, data);
    return data;
  };
  const mixKey = (ikm: Uint8Array) => {
    [ck, k] = hkdf(ck, ikm);
    n = 0;
  };
  const encryptAndHash = (plaintext: Uint8Array) => mixHash(aead(k, n++, h, plaintext));

  mixHash(prologue);
  mixHash(publicKey(rs));

  // -> psk, e, es, e1
  const [ck1, pskHash, k1] = hkdf(ck, psk);
  ck = ck1;
  mixHash(pskHash);
  k = k1;
  const m1e = mixHash(publicKey(e));
  mixKey(m1e);
  mixKey(dh(e, publicKey(rs)));
  const kem = kemKeyPair(draws(input.guestKemSeed));
  const m1e1 = encryptAndHash(kem.publicKey);
  const message1 = Buffer.concat([m1e, m1e1, encryptAndHash(EMPTY)]);

  // <- e, ee, ekem1
  const m2e = mixHash(publicKey(re));
  mixKey(m2e);
  mixKey(dh(re, publicKey(e)));
  const { ciphertext, sharedSecret } = kemEncapsulate(kem.publicKey, draws(input.hostKemMessage));
  expect(kemDecapsulate(kem.secretKey, ciphertext)).toEqual(sharedSecret);
  const m2ekem1 = encryptAndHash(ciphertext);
  mixKey(sharedSecret);
  const message2 = Buffer.concat([m2e, m2ekem1, encryptAndHash(EMPTY)]);

  // -> s, se
  const m3s = encryptAndHash(publicKey(s));
  mixKey(dh(s, publicKey(re)));
  const message3 = Buffer.concat([m3s, encryptAndHash(hello)]);

  const [g2h, h2g, exporter] = hkdf(ck, EMPTY);
  const d = (label: string) => expand(exporter, Buffer.concat([L(label), h]), 32);
  return {
    resumption: toHex(R),
    message1: toHex(message1),
    message2: toHex(message2),
    message3: toHex(message3),
    chains: {
      'sig g2h': toHex(d('sig g2h')),
      'sig h2g': toHex(d('sig h2g')),
      'data g2h': toHex(g2h),
      'data h2g': toHex(h2g),
    },
    resume: toHex(d('resume')),
    seat: kind === 0 ? toHex(d('seat')) : null,
    nextResumption: toHex(expand(hmac(R, d('resume')), L('roll'), 32)),
  };
}

function L(label: string): Buffer {
  return Buffer.from(`GuestChats/1 ${label}`);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** Noise's HKDF is RFC 5869 with an empty info and the chaining key as the salt. */
function hkdf(ck: Uint8Array, ikm: Uint8Array): [Uint8Array, Uint8Array, Uint8Array] {
  const output = Buffer.from(hkdfSync('sha256', ikm, ck, EMPTY, 96));
  return [output.subarray(0, 32), output.subarray(32, 64), output.subarray(64)];
}

/** At most 32 bytes, which is one block. */
function expand(prk: Uint8Array, info: Uint8Array, length: number): Buffer {
  return hmac(prk, Buffer.concat([info, Buffer.of(1)])).subarray(0, length);
}

function aead(key: Uint8Array, n: number, ad: Uint8Array, plaintext: Uint8Array): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32LE(n, 4);
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  cipher.setAAD(ad, { plaintextLength: plaintext.length });
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function privateKey(secretKey: Uint8Array) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secretKey]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function publicKey(secretKey: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(secretKey)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(der.subarray(-32));
}

function dh(secretKey: Uint8Array, other: Uint8Array): Uint8Array {
  const der = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), other]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return diffieHellman({ privateKey: privateKey(secretKey), publicKey });
}

function padded(plaintext: Uint8Array): Buffer {
  const size = [256, 512, 1024, 2048, 4096, 8192, 16_384].find((candidate) => candidate >= plaintext.length + 4);
  const bytes = Buffer.alloc(size ?? 0);
  bytes.writeUInt32BE(plaintext.length);
  bytes.set(plaintext, 4);
  return bytes;
}

function toRoom(roomId: Uint8Array, joinToken: Uint8Array) {
  return {
    roomId: Buffer.from(roomId).toString('base64url'),
    joinToken: toHex(joinToken),
    joinHash: toHex(sha256(joinToken)),
  };
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error('internal: the vectors are not complete');
  return item;
}
