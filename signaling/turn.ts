/** Time-limited TURN credentials (draft-uberti-behave-turn-rest-00). Pure; to whom they are given is not decided here. */
import { createHmac } from 'node:crypto';
import type { IceServer } from './wire.ts';

/** @param secret shared with the TURN server, coturn's `static-auth-secret` */
type Turn = Readonly<{ urls: readonly string[]; secret: string }>;

const TTL_SECONDS = 600;

/** @param id of a seat: the TURN server counts what one seat allocates, and nothing links two seats of one person */
export function toTurnServer({ urls, secret }: Turn, nowUnixMs: number, id: Buffer): IceServer {
  const username = `${Math.floor(nowUnixMs / 1000) + TTL_SECONDS}:${id.toString('base64url')}`;
  return { urls: [...urls], username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
