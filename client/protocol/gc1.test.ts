/**
 * Known answers of GC/1 (section 13.1). The committed vectors are recomputed by the shipped code, and once more by a
 * transcription of sections 2, 5, 7, 9 and 10 that shares with it only ML-KEM and the group ristretto255: no interpreter,
 * Node's own primitives.
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
  type CpaceOutput,
  type Gc1Vectors,
  type HandshakeInput,
  type HandshakeOutput,
} from '../../e2e/vectors/gc1.ts';
import { kemDecapsulate, kemEncapsulate, kemKeyPair, ristrettoFromUniform, ristrettoMultiply } from './primitives.ts';

// Written by `e2e/vectors/generate.ts` from this very type.
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'vectors/gc1.json'), 'utf8')) as Gc1Vectors;

const EMPTY = Buffer.alloc(0);

test('the shipped code gives the committed answers', () => {
  expect(computeVectors(vectors.inputs)).toEqual(vectors);
});

test.each([
  ['link', 0b0010, vectors],
  ['link with a password', 0b0011, vectors.withPassword],
] as const)('a transcription of section 2 gives the committed %s', (_, flags, { invite, inviteRoom }) => {
  const { inputs } = vectors;
  const name = Buffer.from(inputs.invite.hostName);
  const deadline = Buffer.alloc(4);
  deadline.writeUInt32BE(inputs.invite.deadlineUnixSeconds);
  const head = Buffer.concat([Buffer.of(1, flags), deadline, Buffer.of(name.length), name]);
  const hostPublicKey = fromHex(vectors.hostPublicKey);
  const secret = fromHex(inputs.invite.secret);
  expect(invite.fragment).toBe(Buffer.concat([head, secret, hostPublicKey]).toString('base64url'));

  const ictx = Buffer.concat([head, hostPublicKey]);
  expect(invite.context).toBe(ictx.toString('hex'));
  const prk = hmac(L('invite'), secret);
  const derive = (label: string, length: number) => expand(prk, Buffer.concat([L(label), ictx]), length);
  expect(invite.resumption).toBe(toHex(derive('psk0', 32)));
  expect(inviteRoom).toEqual(toRoom(derive('room', 16), derive('join', 32)));
});

test('a transcription of section 3 gives the committed chat room', () => {
  const { handshakes, chatRoom } = vectors;
  const seat = fromHex(handshakes[0]?.seat ?? '');
  expect(chatRoom).toEqual(toRoom(expand(seat, L('chat room'), 16), expand(seat, L('chat join'), 32)));
});

const runs = vectors.inputs.handshakes.map((input, index) => ({ input, output: at(vectors.handshakes, index) }));

test.each(runs)('a transcription of section 5 gives the committed $input.kind handshake', ({ input, output }) => {
  expect(transcribe(input, fromHex(output.resumption), vectors, null)).toEqual(output);
});

test('a transcription of section 5 gives the committed handshake with a password', () => {
  const { withPassword, inputs } = vectors;
  const { handshake, invite, protocolName, cpace } = withPassword;
  const transcribed = transcribeCpace();
  expect(transcribed).toEqual(cpace);
  const R = fromHex(invite.resumption);
  expect(transcribe(inputs.withPassword.handshake, R, withPassword, transcribed)).toEqual(handshake);
  expect([protocolName, vectors.protocolName]).toEqual([
    'Noise_XKhfs+psk0+psk3_25519+MLKEM768_ChaChaPoly_SHA256',
    'Noise_XKhfs+psk0_25519+MLKEM768_ChaChaPoly_SHA256',
  ]);
});

test('a transcription of section 10 gives the committed safety number', () => {
  const keys = Buffer.concat([fromHex(vectors.hostPublicKey), fromHex(vectors.guestPublicKey)]);
  let d: Uint8Array = Buffer.concat([L('safety'), Buffer.from(vectors.inviteRoom.roomId, 'base64url'), keys]);
  for (let i = 0; i < 5200; i += 1) d = sha512(d, keys);
  const groups = Array.from({ length: 12 }, (_, i) => Number(`0x${toHex(d.slice(5 * i, 5 * i + 5))}`) % 100_000);
  expect(vectors.safetyNumber).toBe(groups.map((group) => String(group).padStart(5, '0')).join(''));
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
  const rekey = at(inputs.handshakes, 2);
  expect(frames).toEqual({
    hs1: `01010000000000${attempt}${at(handshakes, 0).message1}`,
    hs2: `02${attempt}${at(handshakes, 0).message2}`,
    hs3: `03${attempt}${at(handshakes, 1).message3}`,
    sig: `04${attempt}${at(records, 0).record}`,
    err: `0e${attempt}0409`,
    rekeyHs1: `01010200000002${rekey.attempt}${at(handshakes, 2).message1}`,
  });
});

type Link = Pick<Gc1Vectors, 'protocolName' | 'invite' | 'inviteRoom'>;

function transcribePrologue({ kind, epoch, attempt }: HandshakeInput, { invite, inviteRoom }: Link): Buffer {
  const epochBytes = Buffer.alloc(4);
  epochBytes.writeUInt32BE(epoch);
  return lv(
    L('prologue'),
    fromHex(invite.context),
    Buffer.from(inviteRoom.roomId, 'base64url'),
    Buffer.of({ first: 0, resume: 1, rekey: 2 }[kind]),
    epochBytes,
    fromHex(attempt),
  );
}

/** The guest's side, line by line as the draft reads for this one suite; every length here is below 128. */
function transcribeCpace(): CpaceOutput {
  const { handshake, guestScalar, hostScalar } = vectors.inputs.withPassword;
  const [ya, yb] = [guestScalar, hostScalar].map((scalar) => fromHex(`${scalar.slice(0, 62)}0${scalar.slice(63)}`));
  if (ya === undefined || yb === undefined) throw new Error('internal: the vectors are not complete');
  const prs = Buffer.from('Caf\u00e9 \u{1f331} 42');
  const ci = lv(L('cpace'), Buffer.from('guest'), Buffer.from('host'), fromHex(vectors.hostPublicKey));
  const sid = sha256(L('cpace sid'), transcribePrologue(handshake, vectors.withPassword));
  const short = (...items: readonly Uint8Array[]) =>
    Buffer.concat(items.flatMap((item) => [Buffer.of(item.length), item]));

  const zeros = Buffer.alloc(128 - 1 - (1 + prs.length) - (1 + 17));
  const generator = ristrettoFromUniform(sha512(short(Buffer.from('CPaceRistretto255'), prs, zeros, ci, sid)));
  const Ya = ristrettoMultiply(ya, generator);
  const Yb = ristrettoMultiply(yb, generator);
  const K = ristrettoMultiply(ya, Yb);
  expect(ristrettoMultiply(yb, Ya)).toEqual(K);
  const isk = sha512(short(Buffer.from('CPaceRistretto255_ISK'), sid, K), short(Ya, EMPTY), short(Yb, EMPTY));
  const psk3 = expand(hmac(L('cpace'), isk), L('psk3'), 32);
  const values = { prs, ci, sid, generator, ya, yb, Ya, Yb, isk, psk3 };
  // The names stay, only the values are written as hex.
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toHex(value)])) as Record<
    keyof typeof values,
    string
  >;
}

/** Both sides at once, line by line as Noise rev. 34 reads for these two patterns. */
function transcribe(input: HandshakeInput, R: Uint8Array, link: Link, cpace: CpaceOutput | null): HandshakeOutput {
  const s = fromHex(vectors.inputs.guest.secretKey);
  const rs = fromHex(vectors.inputs.invite.hostSecretKey);
  const e = fromHex(input.guestEphemeral);
  const re = fromHex(input.hostEphemeral);
  const psk = input.epoch === 0 ? R : expand(R, L('resume psk0'), 32);
  const hello = input.kind === 'first' ? padded(Buffer.from(vectors.inputs.guest.name)) : EMPTY;

  let h: Uint8Array = sha256(Buffer.from(link.protocolName));
  let ck: Uint8Array = h;
  let k: Uint8Array = EMPTY;
  let n = 0;
  const mixHash = (data: Uint8Array) => {
    h = sha256(h, data);
    return data;
  };
  const mixKeyAndHash = (ikm: Uint8Array) => {
    const [chainingKey, transcriptKey, key] = hkdf(ck, ikm);
    mixHash(transcriptKey);
    ck = chainingKey;
    k = key;
    n = 0;
  };
  const mixKey = (ikm: Uint8Array) => {
    [ck, k] = hkdf(ck, ikm);
    n = 0;
  };
  const encryptAndHash = (plaintext: Uint8Array) => mixHash(aead(k, n++, h, plaintext));

  mixHash(transcribePrologue(input, link));
  mixHash(publicKey(rs));

  // -> psk, e, es, e1
  mixKeyAndHash(psk);
  const m1e = mixHash(publicKey(e));
  mixKey(m1e);
  mixKey(dh(e, publicKey(rs)));
  const kem = kemKeyPair(draws(input.guestKemSeed));
  const m1e1 = encryptAndHash(kem.publicKey);
  const message1 = Buffer.concat([m1e, m1e1, encryptAndHash(fromHex(cpace?.Ya ?? ''))]);

  // <- e, ee, ekem1
  const m2e = mixHash(publicKey(re));
  mixKey(m2e);
  mixKey(dh(re, publicKey(e)));
  const { ciphertext, sharedSecret } = kemEncapsulate(kem.publicKey, draws(input.hostKemMessage));
  expect(kemDecapsulate(kem.secretKey, ciphertext)).toEqual(sharedSecret);
  const m2ekem1 = encryptAndHash(ciphertext);
  mixKey(sharedSecret);
  const message2 = Buffer.concat([m2e, m2ekem1, encryptAndHash(fromHex(cpace?.Yb ?? ''))]);

  // -> s, se [, psk]
  const m3s = encryptAndHash(publicKey(s));
  mixKey(dh(s, publicKey(re)));
  if (cpace !== null) mixKeyAndHash(fromHex(cpace.psk3));
  const message3 = Buffer.concat([m3s, encryptAndHash(hello)]);

  const [g2h, h2g, exporter] = hkdf(ck, EMPTY);
  const d = (label: string) => expand(exporter, Buffer.concat([L(label), h]), 32);
  return {
    resumption: toHex(R),
    message1: toHex(message1),
    message2: toHex(message2),
    message3: toHex(message3),
    chains: {
      ...(input.kind === 'rekey' ? {} : { 'sig g2h': toHex(d('sig g2h')), 'sig h2g': toHex(d('sig h2g')) }),
      'data g2h': toHex(g2h),
      'data h2g': toHex(h2g),
    },
    resume: toHex(d('resume')),
    seat: input.kind === 'first' ? toHex(d('seat')) : null,
    nextResumption: toHex(expand(hmac(R, d('resume')), L('roll'), 32)),
  };
}

function L(label: string): Buffer {
  return Buffer.from(`GuestChats/1 ${label}`);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function sha512(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha512').update(Buffer.concat(parts)).digest();
}

function lv(...items: readonly Uint8Array[]): Buffer {
  return Buffer.concat(items.flatMap((item) => [Buffer.of(item.length >> 8, item.length & 255), item]));
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
