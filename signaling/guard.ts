/** What a connection is held to before anything it says is understood. It must not know rooms or commands. */
import type { IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { refill } from './budget.ts';
import type { Cut } from './metrics.ts';
import { SOCKET_PATH, type Relay } from './wire.ts';

export type Connection = Socket['conn'];

/** A host opens all its rooms at once after connecting. */
const PACKETS = { burst: 1_200, perSecond: 60 };
/** So many characters of one packet cost as much as another packet. */
const CHARS_PER_TOKEN = 4_096;
/**
 * To be emitted on a connection for a frame that the budget of its seat has let pass: a host answers all its guests over one
 * connection. Its size still counts.
 */
export const PAID = 'paid';
/** Characters that may wait for a slow reader. */
const MAX_WAITING_CHARS = 64 * 1024;

const OFF = { serveClient: false, allowUpgrades: false, perMessageDeflate: false, httpCompression: false };
export const ENGINE_LIMITS = { ...OFF, path: SOCKET_PATH, maxHttpBufferSize: 32 * 1024, connectTimeout: 5_000 };

type Packet = Omit<Parameters<InstanceType<Server['_parser']['Encoder']>['encode']>[0], 'data'> & { data?: unknown };

/** Frames travel as text, so a packet that announces attachments, and would wait for them, is a protocol error. */
export function createTextParser(): object {
  const parser = new Server()._parser;
  class TextEncoder extends parser.Encoder {
    override encode(packet: Packet): unknown[] {
      return isRelay(packet.data) ? [`${packet.type}${toJson(packet.data)}`] : super.encode(packet);
    }
  }
  class TextDecoder extends parser.Decoder {
    constructor() {
      super({ maxAttachments: 0 });
    }
  }
  return { ...parser, Encoder: TextEncoder, Decoder: TextDecoder };
}

/** Only the server itself makes such, from what has been parsed. */
function isRelay(data: unknown): data is ['relay', Relay] {
  return Array.isArray(data) && data[0] === 'relay';
}

/** All three are base64url, which JSON writes as it is; looking for what to escape would take most of the time. */
function toJson([event, { roomId, peer, frame }]: ['relay', Relay]): string {
  return `["${event}",{"roomId":"${roomId}","peer":"${peer}","frame":"${frame}"}]`;
}

/** Browsers always name the page's origin; a client that does not is no page, and can abuse no visitor. */
export function isFromOwnPage({ headers: { origin, host } }: IncomingMessage, publicUrl: URL | null): boolean {
  if (origin === undefined || origin === publicUrl?.origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Cuts the connection when it floods, reads too slowly or tries to change its transport, and says so once. */
export function guard(connection: Connection, now: () => number, onCut: (reason: Cut) => void): void {
  const bucket = { tokens: PACKETS.burst, filledAtUnixMs: now() };
  let waitingChars = 0;
  let isCut = false;
  const cut = (reason: Cut): void => {
    if (isCut) return;
    isCut = true;
    onCut(reason);
    end(connection);
  };
  connection.on('packet', ({ data }: { data?: unknown }) => {
    refill(bucket, PACKETS, now());
    bucket.tokens -= 1 + Math.floor(charsOf(data) / CHARS_PER_TOKEN);
    if (bucket.tokens < 0) cut('flood');
  });
  connection.on('packetCreate', ({ data }: { data?: unknown }) => {
    waitingChars += 1 + charsOf(data);
    if (waitingChars > MAX_WAITING_CHARS) cut('slow');
  });
  connection.on(PAID, () => (bucket.tokens += 1));
  // From here on they wait in the transport, which takes no more until these have left it.
  connection.on('flush', () => (waitingChars = 0));
  connection.on('upgrading', () => cut('transport'));
}

/** Ends it without the goodbye that a peer with full buffers would never read. */
function end(connection: Connection): void {
  connection.close(true);
  // Behind a proxy a request shares its TCP connection with those of others; a WebSocket never does.
  if (connection.transport.name === 'websocket') connection.request.socket.destroy();
}

function charsOf(data: unknown): number {
  return typeof data === 'string' ? data.length : 0;
}
