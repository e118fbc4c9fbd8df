/** What a stranger sent, as wire types or null: the only place that trusts nothing. It must not know rooms or sockets. */
import { CHAT_SEATS, INVITE_SEATS, MAX_FRAME_CHARS, MAX_TTL_SECONDS } from './wire.ts';
import { PEER_ID_CHARS, ROOM_ID_CHARS, TOKEN_CHARS, type ClientToServerEvents } from './wire.ts';

export type Command = keyof ClientToServerEvents;
export type Request<C extends Command> = Parameters<ClientToServerEvents[C]>[0];

type Check<T> = (value: unknown) => value is T;

const isRoomId = isEncoded(ROOM_ID_CHARS);
const isToken = isEncoded(TOKEN_CHARS);
const isPeer = isEncoded(PEER_ID_CHARS);

export const parse = {
  open: exactly<Request<'open'>>({
    roomId: isRoomId,
    ownerToken: isToken,
    joinHash: isToken,
    seats: (value) => value === INVITE_SEATS || value === CHAT_SEATS,
    ttlSeconds: (value): value is number =>
      Number.isInteger(value) && Number(value) > 0 && Number(value) <= MAX_TTL_SECONDS,
  }),
  join: exactly<Request<'join'>>({ roomId: isRoomId, token: isToken }),
  leave: exactly<Request<'leave'>>({ roomId: isRoomId }),
  relay: exactly<Request<'relay'>>({ roomId: isRoomId, peer: isPeer, frame: isEncoded(1, MAX_FRAME_CHARS) }),
  revoke: exactly<Request<'revoke'>>({ roomId: isRoomId, ownerToken: isToken }),
  ice: exactly<Request<'ice'>>({ roomId: isRoomId }),
};

/** An object with these own keys and no others. */
function exactly<T>(checks: { readonly [Key in keyof T]: Check<T[Key]> }): (value: unknown) => T | null {
  const entries = Object.entries<Check<unknown>>(checks);
  const isExact = (value: unknown): value is T => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length !== entries.length) return false;
    return entries.every(([key, check]) => Object.hasOwn(value, key) && check(Reflect.get(value, key)));
  };
  return (value) => (isExact(value) ? value : null);
}

/** What is only looked at is decoded into here, and nothing has to be thrown away for each frame. */
const scratch = Buffer.alloc(MAX_FRAME_CHARS);

/** Node decodes leniently, so a text is canonical (RFC 4648 section 3.5) exactly when encoding gives it back. */
function isEncoded(minChars: number, maxChars = minChars): Check<string> {
  return (value): value is string => {
    if (typeof value !== 'string' || value.length < minChars || value.length > maxChars) return false;
    return scratch.toString('base64url', 0, scratch.write(value, 'base64url')) === value;
  };
}
