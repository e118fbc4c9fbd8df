/** What the server says, as far as it has the form that the wire states. The server is trusted with nothing more. */
import { MAX_FRAME_CHARS, PEER_ID_CHARS, ROOM_ID_CHARS } from '#signaling/wire';
import { fromBase64Url } from '../protocol/bytes.ts';
import type { RoomId } from '../protocol/invite-keys.ts';
import type { IceServer, JoinOutcome, PeerId, Welcome } from '../session/ports.ts';

/** As the wire states. */
const MAX_CONTACT_CHARS = 200;
const CONTACT = /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/;

type Fields = Readonly<Record<string, unknown>>;

const MAX_ICE_SERVERS = 16;
const MAX_ICE_URLS = 16;
/** RFC 7064 and RFC 7065. A browser refuses to connect at all if one of them is anything else. */
const ICE_URL = /^(?:stuns?:[\w.:[\]-]+|turns?:[\w.:[\]-]+(?:\?transport=(?:udp|tcp))?)$/;

export function parseWelcome(value: unknown): Welcome | null {
  const { turn, isNearbyOnly, abuseContact } = toFields(value);
  if (typeof turn !== 'boolean') return null;
  return { hasTurn: turn, isNearbyOnly: isNearbyOnly === true, abuseContact: parseContact(abuseContact) };
}

/** The page makes a link of it, so it is one of these or none. */
function parseContact(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_CONTACT_CHARS && CONTACT.test(value) ? value : null;
}

export function parseRoom(value: unknown): RoomId | null {
  const roomId = toFields(value)['roomId'];
  // A room the server invents belongs to no chat and is dropped by whoever looks it up.
  return typeof roomId === 'string' && roomId.length === ROOM_ID_CHARS ? (roomId as RoomId) : null;
}

export function parsePeer(value: unknown): PeerId | null {
  const peer = toFields(value)['peer'];
  return typeof peer === 'string' && peer.length === PEER_ID_CHARS ? peer : null;
}

export function parseFrameBytes(value: unknown): Uint8Array | null {
  const frame = toFields(value)['frame'];
  return typeof frame === 'string' && frame.length <= MAX_FRAME_CHARS ? fromBase64Url(frame) : null;
}

export function parseStatus(value: unknown): string | null {
  const status = toFields(value)['status'];
  return typeof status === 'string' ? status : null;
}

/** Anything that is not an answer counts as the server being away. */
export function parseJoin(value: unknown): JoinOutcome {
  const peer = parsePeer(value);
  const isHostPresent = toFields(value)['isHostPresent'];
  const status = parseStatus(value);
  switch (status) {
    case 'joined':
      if (peer === null || typeof isHostPresent !== 'boolean') return { status: 'offline' };
      return { status, peer, isHostPresent };
    case 'busy':
    case 'limited':
    case 'unavailable':
      return { status };
    default:
      return { status: 'offline' };
  }
}

/** What of it a browser can use. */
export function parseIceServers(value: unknown): readonly IceServer[] {
  const servers = toFields(value)['iceServers'];
  if (!Array.isArray(servers)) return [];
  return servers.slice(0, MAX_ICE_SERVERS).flatMap((server: unknown) => {
    const { urls, username, credential } = toFields(server);
    const known = isStrings(urls) ? urls.filter((url) => ICE_URL.test(url)).slice(0, MAX_ICE_URLS) : [];
    const isRelay = known.some((url) => url.startsWith('turn'));
    if (known.length === 0) return [];
    if (typeof username !== 'string' || typeof credential !== 'string') return isRelay ? [] : [{ urls: known }];
    return [{ urls: known, username, credential }];
  });
}

function toFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
