/**
 * What GC/1 costs beyond the primitives it must call: both sides of a handshake, and a record sealed and opened.
 * `npm run bench:crypto`. Prints medians and ratios; a goal that is missed is marked, and fails nothing.
 */
import { randomBytes as nodeRandom } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ristretto255, ristretto255_hasher, x25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { createChain, open, seal } from '../../client/protocol/chain.ts';
import {
  acceptHandshake,
  answerHandshake,
  finishHandshake,
  readIdentity,
  startHandshake,
} from '../../client/protocol/handshake.ts';
import { createInvite, deriveInviteKeys } from '../../client/protocol/invite-keys.ts';
import { createKeyPair } from '../../client/protocol/key-pair.ts';
import { preparePassword } from '../../client/protocol/password.ts';
import { compare, type Comparison } from './compare.ts';

const GOAL = 1.3;
const PADDED_BYTES = { 100: 256, 1_024: 2_048, 12_000: 16_384 } as const;

const random = (length: number): Uint8Array => new Uint8Array(nodeRandom(length));

function handshake(password: string | null): () => void {
  const { invite, hostKeys } = createInvite(
    {
      hostName: 'Maya',
      deadlineUnixSeconds: 1_764_000_000,
      silence: 10,
      hasPassword: password !== null,
      isRelayOnly: false,
    },
    random,
  );
  const { context, room, resumption } = deriveInviteKeys(invite);
  const guestKeys = createKeyPair(random);
  return () => {
    const shared = {
      inviteContext: context,
      inviteRoomId: room.roomId,
      kind: 'first',
      epoch: 0,
      attempt: random(16),
      resumption,
      password: password === null ? null : preparePassword(password),
    } as const;
    const hello = startHandshake(shared, guestKeys, hostKeys.publicKey, random);
    const reply = answerHandshake(shared, hostKeys, hello.message1, random);
    const final = finishHandshake(hello.state, reply.message2, 'Ana');
    acceptHandshake(readIdentity(reply.state, final.message3));
  };
}

/** Two ephemeral keys, three secrets on either side, one KEM key, encapsulated and decapsulated once. */
function bareHandshake(): void {
  const [a, b] = [random(32), random(32)];
  const [publicA, publicB] = [x25519.getPublicKey(a), x25519.getPublicKey(b)];
  for (let secret = 0; secret < 3; secret += 1) {
    x25519.getSharedSecret(a, publicB);
    x25519.getSharedSecret(b, publicA);
  }
  const kem = ml_kem768.keygen(random(64));
  const { cipherText } = ml_kem768.encapsulate(kem.publicKey, random(32));
  ml_kem768.decapsulate(cipherText, kem.secretKey);
}

/** On either side: a generator from the password, a share, and the secret of both. */
function bareExchange(): void {
  for (let side = 0; side < 2; side += 1) {
    const generator = ristretto255_hasher.deriveToCurve?.(random(64));
    if (generator === undefined) throw new Error('internal: no map to the group');
    const scalar = ristretto255.Point.Fn.fromBytes(Uint8Array.of(...random(31), 0));
    const share = generator.multiply(scalar);
    ristretto255.Point.fromBytes(share.toBytes()).multiply(scalar).toBytes();
  }
}

function record(length: keyof typeof PADDED_BYTES): Comparison {
  const key = random(32);
  let [sending, receiving] = [createChain('data g2h', key.slice()), createChain('data g2h', key.slice())];
  const text = random(length);
  const padded = new Uint8Array(PADDED_BYTES[length]);
  const ad = new Uint8Array(29);
  const nonce = new Uint8Array(12);
  return {
    name: `record of ${length} bytes, sealed and opened`,
    subject: () => {
      const sealed = seal(sending, text);
      const opened = open(receiving, sealed.record);
      [sending, receiving] = [sealed.chain, opened.chain];
    },
    bare: () => {
      for (let derived = 0; derived < 4; derived += 1) hmac(sha256, key, Uint8Array.of(derived));
      chacha20poly1305(key, nonce, ad).decrypt(chacha20poly1305(key, nonce, ad).encrypt(padded));
    },
  };
}

const rounds = Number(process.argv[2] ?? 200);
const comparisons: readonly Comparison[] = [
  { name: 'handshake, both sides', subject: handshake(null), bare: bareHandshake },
  {
    name: 'handshake with a password, both sides',
    subject: handshake('river anchor mosaic tulip'),
    bare: () => {
      bareHandshake();
      bareExchange();
    },
  },
  ...([100, 1_024, 12_000] as const).map(record),
];
console.log('                                            GC/1 ms    bare ms   ratio');
for (const comparison of comparisons) {
  const { name, subjectMs, bareMs, ratio } = compare(comparison, rounds);
  const mark = ratio <= GOAL ? '' : `  over the goal of ${GOAL}`;
  console.log(
    `${name.padEnd(42)} ${subjectMs.toFixed(3).padStart(9)} ${bareMs.toFixed(3).padStart(10)} ${ratio.toFixed(2).padStart(7)}${mark}`,
  );
}
