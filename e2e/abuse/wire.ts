/** A WebSocket on a bare TCP connection (RFC 6455): cheap enough to have ten thousand, and as impolite as one likes. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface WireOptions {
  readonly port: number;
  /** Of this machine's 127.0.0.0/8: whom the server should see. */
  readonly from?: string;
  readonly path?: string;
  readonly onText?: (text: string) => void;
}

export interface Wire {
  readonly tcp: Socket;
  send: (text: string) => void;
}

export const SOCKET_IO = '/s/?EIO=4&transport=websocket';
const KEY = 'AAAAAAAAAAAAAAAAAAAAAA==';
const CONNECT_MS = 15_000;

export function toUpgrade(path: string, port: number): string {
  const lines = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: Upgrade', 'Upgrade: websocket'];
  return [...lines, 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${KEY}`, '', ''].join('\r\n');
}

/** A text frame, masked with zeros. */
export function toFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([0x81, ...size, 0, 0, 0, 0]), payload]);
}

export async function dial(port: number, from = '127.0.0.1'): Promise<Socket> {
  const tcp = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
  tcp.on('error', () => tcp.destroy());
  tcp.setTimeout(CONNECT_MS, () => tcp.destroy());
  await Promise.race([once(tcp, 'connect'), once(tcp, 'close')]);
  if (tcp.destroyed) throw new Error('The server is not there.');
  return tcp;
}

/** Rejects if the server does not upgrade. */
export async function openWire({ port, from, path = SOCKET_IO, onText }: WireOptions): Promise<Wire> {
  const tcp = await dial(port, from);
  tcp.write(toUpgrade(path, port));
  let waiting: Buffer = Buffer.alloc(0);
  await new Promise<void>((resolve, reject) => {
    const gone = () => reject(new Error('The server hung up.'));
    tcp.once('close', gone);
    const read = (bytes: Buffer): void => {
      waiting = Buffer.concat([waiting, bytes]);
      const end = waiting.indexOf('\r\n\r\n');
      if (end < 0) return;
      tcp.off('data', read).off('close', gone);
      const status = waiting.subarray(9, 12).toString();
      waiting = waiting.subarray(end + 4);
      if (status === '101') resolve();
      else reject(new Error(`The server answers ${status}.`));
    };
    tcp.on('data', read);
  }).catch((error: unknown) => {
    tcp.destroy();
    throw error;
  });
  tcp.setTimeout(0);
  const take = (): void => {
    for (let frame = nextFrame(waiting); frame !== null; frame = nextFrame(waiting)) {
      waiting = waiting.subarray(frame.end);
      if (frame.opcode === 1) onText?.(frame.payload.toString());
      if (frame.opcode === 8) tcp.destroy();
    }
    // A view of a large chunk would keep all of it.
    if (waiting.length === 0) waiting = Buffer.alloc(0);
  };
  tcp.on('data', (bytes: Buffer) => {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
    take();
  });
  take();
  return { tcp, send: (text) => void tcp.write(toFrame(text)) };
}

/** Servers do not mask, and ours send nothing that needs 64-bit lengths. */
function nextFrame(bytes: Buffer): { opcode: number; payload: Buffer; end: number } | null {
  const [first = 0, second = 0] = bytes;
  const start = second === 126 ? 4 : 2;
  if (bytes.length < start) return null;
  const end = start + (second === 126 ? bytes.readUInt16BE(2) : second);
  return bytes.length < end ? null : { opcode: first & 0x0f, payload: bytes.subarray(start, end), end };
}
