/**
 * The public Noise vectors and what they need beyond what ships: every fundamental and deferred pattern of the Noise
 * spec (sections 7.4, 7.5 and 18.1) with its psk modifiers, and BLAKE2s.
 */
import { blake2s } from '@noble/hashes/blake2.js';
import { hmac } from '@noble/hashes/hmac.js';
import type { HandshakePattern, Token } from '../../client/protocol/noise-patterns.ts';
import { SHA256, type Hash } from '../../client/protocol/primitives.ts';
import { readVectorFile } from './files.ts';

/** All values are hex. */
export interface NoiseVector {
  readonly protocol_name: string;
  readonly init_prologue: string;
  readonly init_psks?: readonly string[];
  readonly init_static?: string;
  readonly init_ephemeral: string;
  readonly init_remote_static?: string;
  readonly resp_prologue: string;
  readonly resp_psks?: readonly string[];
  readonly resp_static?: string;
  readonly resp_ephemeral?: string;
  readonly resp_remote_static?: string;
  readonly handshake_hash: string;
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[];
}

const BLAKE2S: Hash = {
  name: 'BLAKE2s',
  digest: (data) => blake2s(data),
  hmac: (key, data) => hmac(blake2s, key, data),
};

/** Pre-messages before `:`, messages separated by `/`. */
const PATTERNS: Readonly<Record<string, string>> = {
  N: '<s: e es',
  K: '>s <s: e es ss',
  X: '<s: e es s ss',
  NN: ': e / e ee',
  NK: '<s: e es / e ee',
  NX: ': e / e ee s es',
  XN: ': e / e ee / s se',
  XK: '<s: e es / e ee / s se',
  XX: ': e / e ee s es / s se',
  KN: '>s: e / e ee se',
  KK: '>s <s: e es ss / e ee se',
  KX: '>s: e / e ee se s es',
  IN: ': e s / e ee se',
  IK: '<s: e es s ss / e ee se',
  IX: ': e s / e ee se s es',
  NK1: '<s: e / e ee es',
  NX1: ': e / e ee s / es',
  X1N: ': e / e ee / s / se',
  X1K: '<s: e es / e ee / s / se',
  XK1: '<s: e / e ee es / s se',
  X1K1: '<s: e / e ee es / s / se',
  X1X: ': e / e ee s es / s / se',
  XX1: ': e / e ee s / es s se',
  X1X1: ': e / e ee s / es s / se',
  K1N: '>s: e / e ee / se',
  K1K: '>s <s: e es / e ee / se',
  KK1: '>s <s: e / e ee se es',
  K1K1: '>s <s: e / e ee es / se',
  K1X: '>s: e / e ee s es / se',
  KX1: '>s: e / e ee se s / es',
  K1X1: '>s: e / e ee s / se es',
  I1N: ': e s / e ee / se',
  I1K: '<s: e es s / e ee / se',
  IK1: '<s: e s / e ee se es',
  I1K1: '<s: e s / e ee es / se',
  I1X: ': e s / e ee s es / se',
  IX1: ': e s / e ee se s / es',
  I1X1: ': e s / e ee s / se es',
};

/** Null when they have not been fetched. */
export function loadNoiseVectors(): readonly NoiseVector[] | null {
  const text = readVectorFile('noise-cacophony.json');
  // `npm run vectors` has checked the hash of what is here; its form is known.
  return text === null ? null : (JSON.parse(text) as { vectors: readonly NoiseVector[] }).vectors;
}

/** @param protocolName such as `Noise_XXpsk3_25519_ChaChaPoly_SHA256` */
export function parseProtocolName(protocolName: string): { pattern: HandshakePattern; hash: Hash } {
  const [, name = '', , , hash] = protocolName.split('_');
  return { pattern: toPattern(name), hash: hash === BLAKE2S.name ? BLAKE2S : SHA256 };
}

function toPattern(name: string): HandshakePattern {
  const [base = '', psk] = name.split('psk');
  const [preMessages = '', messages = ''] = PATTERNS[base]?.split(':') ?? [];
  // The table above is made of tokens only.
  const tokens = messages.split('/').map((message) => message.trim().split(' ') as Token[]);
  // Section 9.4: psk0 begins the first message, pskN ends the Nth.
  if (psk === '0') tokens[0]?.unshift('psk');
  else if (psk !== undefined) tokens[Number(psk) - 1]?.push('psk');
  return {
    name,
    preMessages: { initiator: preMessages.includes('>s'), responder: preMessages.includes('<s') },
    messages: tokens,
  };
}
