/**
 * The keys of one established session: seals what leaves, opens what arrives, and forgets everything on command.
 * Nothing outside this file holds a chain. Any failure is a ProtocolError and fatal to the session (GC/1 section 7).
 */
import { eraseChain, open, seal, type Chain, type ChainPair } from '../protocol/chain.ts';
import {
  decodeData,
  decodeSig,
  encodeData,
  encodeSig,
  type DataContent,
  type SigContent,
} from '../protocol/content.ts';
import { ProtocolError } from '../protocol/errors.ts';
import type { Established } from '../protocol/handshake.ts';

/** GC/1 section 8: a data channel message is this byte and one record. */
const DATA_RECORD = 0x10;

type ChainName = 'sigSend' | 'sigReceive' | 'dataSend' | 'dataReceive';

export class SecureChannel {
  readonly #chains: Record<ChainName, Chain>;
  /** Of a rekey that is not over: a direction goes on with them when its last record on the old chain is through. */
  readonly #staged: Partial<Record<ChainName, Chain>> = {};
  #isErased = false;

  constructor(established: Established) {
    this.#chains = {
      sigSend: established.sig.send,
      sigReceive: established.sig.receive,
      dataSend: established.data.send,
      dataReceive: established.data.receive,
    };
  }

  /** @returns the record of a SIG frame */
  sealSig(content: SigContent): Uint8Array {
    return this.#seal('sigSend', encodeSig(content));
  }

  openSig(record: Uint8Array): SigContent {
    return decodeSig(this.#open('sigReceive', record));
  }

  /** @returns a whole data channel message */
  sealData(content: DataContent): Uint8Array {
    const record = this.#seal('dataSend', encodeData(content));
    const message = new Uint8Array(1 + record.length);
    message[0] = DATA_RECORD;
    message.set(record, 1);
    return message;
  }

  openData(message: Uint8Array): DataContent {
    if (message[0] !== DATA_RECORD) throw new ProtocolError('malformed');
    return decodeData(this.#open('dataReceive', message.subarray(1)));
  }

  /** Takes the data chains of a rekey over (section 9); sig chains are not used any more. */
  stage({ send, receive }: ChainPair): void {
    this.#staged.dataSend = send;
    this.#staged.dataReceive = receive;
  }

  /** Goes on with the staged chain in one direction and forgets the old one. */
  switchTo(name: 'dataSend' | 'dataReceive'): void {
    const staged = this.#staged[name];
    if (staged === undefined) throw new Error('internal: no chain to switch to');
    eraseChain(this.#live(name));
    this.#chains[name] = staged;
    Reflect.deleteProperty(this.#staged, name);
  }

  erase(): void {
    this.#isErased = true;
    for (const chain of [...Object.values(this.#chains), ...Object.values(this.#staged)]) eraseChain(chain);
  }

  #seal(name: ChainName, plaintext: Uint8Array): Uint8Array {
    const { chain, record } = seal(this.#live(name), plaintext);
    this.#chains[name] = chain;
    return record;
  }

  #open(name: ChainName, record: Uint8Array): Uint8Array {
    const { chain, plaintext } = open(this.#live(name), record);
    this.#chains[name] = chain;
    return plaintext;
  }

  #live(name: ChainName): Chain {
    if (this.#isErased) throw new Error('internal: secure channel used after erase');
    return this.#chains[name];
  }
}
