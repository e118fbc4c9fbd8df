/**
 * The password's part in the handshake (GC/1 section 5): CPace between guest and host, and the psk that comes out of it.
 * Knows no message; each side's share travels as the payload of one.
 */
import { concatBytes, EMPTY, encodeUtf8, lv, wipe } from './bytes.ts';
import { calculateGenerator, createCpaceSecret, deriveIsk, type CpaceInputs, type CpaceSecret } from './cpace.ts';
import { label } from './label.ts';
import { hkdfExpand, hkdfExtract, SHA256, type RandomBytes } from './primitives.ts';

/** One side's half, until the other's arrives. */
export interface PasswordExchange extends CpaceSecret {
  readonly sid: Uint8Array;
}

/** Who sends Ya: the guest, as the initiator of every handshake. */
export type ExchangeRole = 'guest' | 'host';

/** @param password PRS, from `preparePassword` @param prologue of the handshake @param hostPublicKey 32 bytes */
export function cpaceInputs(password: Uint8Array, prologue: Uint8Array, hostPublicKey: Uint8Array): CpaceInputs {
  return {
    prs: password,
    ci: lv(label('cpace'), encodeUtf8('guest'), encodeUtf8('host'), hostPublicKey),
    sid: SHA256.digest(concatBytes(label('cpace sid'), prologue)),
  };
}

/** Draws 32 bytes. */
export function startExchange(inputs: CpaceInputs, random: RandomBytes): PasswordExchange {
  const generator = calculateGenerator(inputs);
  const secret = createCpaceSecret(generator, random);
  wipe(generator);
  return { ...secret, sid: inputs.sid };
}

/**
 * psk3, 32 bytes; the same on both sides if they used the same password. Throws ProtocolError `bad-point`, and then
 * nothing has changed; otherwise the exchange is used up.
 */
export function finishExchange(exchange: PasswordExchange, role: ExchangeRole, theirShare: Uint8Array): Uint8Array {
  const own = { share: exchange.share, associatedData: EMPTY };
  const other = { share: theirShare, associatedData: EMPTY };
  const transcript = role === 'guest' ? { initiator: own, responder: other } : { initiator: other, responder: own };
  const isk = deriveIsk(exchange.sid, exchange.scalar, theirShare, transcript);
  wipe(exchange.scalar);
  const psk = hkdfExpand(hkdfExtract(label('cpace'), isk), label('psk3'), 32);
  wipe(isk);
  return psk;
}
