/**
 * What a host needs to make invites and to meet guests: keys, handshakes, sessions, the server. It is most of the code, so a
 * page loads it when what it keeps is on screen, and everything else here knows only its type.
 */
import { createInvite, deriveInviteKeys } from '../protocol/invite-keys.ts';
import * as safetyNumbers from '../protocol/safety-number.ts';
import { createHostConnection, type HostConnection, type HostConnectionOptions } from '../session/host-connection.ts';
import type { Clock, CreateTransport, RandomBytes, Signaling } from '../session/ports.ts';
import { createHostKeys } from '../session/slots.ts';
import type { HostRecord } from './chat-record.ts';
import { testConnection } from './connection-test.ts';
import type { GatherCandidates } from './ports.ts';
import type { SafetyNumbers } from './verification.ts';
import type { ConnectionTest, NewInvite } from './view.ts';

export type LateConnectionOptions = Omit<HostConnectionOptions, 'createTransport' | 'signaling'>;

export interface HostNetwork {
  /** A socket of its own for each time this page takes the chats over. */
  createSignaling(): Signaling;
  createConnection(options: LateConnectionOptions & { readonly signaling: Signaling }): HostConnection;
  /** A new invite, before anybody has seen it. The password must be one that `preparePassword` takes. */
  createRecord(options: NewInvite & { readonly id: string; readonly hostName: string }): HostRecord;
  testConnection(): Promise<ConnectionTest>;
  readonly safetyNumbers: SafetyNumbers;
}

export interface HostNetworkWorld {
  readonly createSignaling: HostNetwork['createSignaling'];
  readonly createTransport: CreateTransport;
  readonly gatherCandidates: GatherCandidates;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

export function createHostNetwork(world: HostNetworkWorld): HostNetwork {
  const { createSignaling, createTransport } = world;
  return {
    createSignaling,
    createConnection: (options) => createHostConnection({ ...options, createTransport }),
    createRecord: (options) => createHostRecord(world, options),
    testConnection: () => testConnection(world),
    safetyNumbers,
  };
}

function createHostRecord(
  { clock, random }: HostNetworkWorld,
  options: Parameters<HostNetwork['createRecord']>[0],
): HostRecord {
  const createdAtUnixMs = clock.now();
  const { invite, hostKeys } = createInvite(
    {
      hostName: options.hostName,
      deadlineUnixSeconds: Math.floor(createdAtUnixMs / 1000) + options.lifetimeSeconds,
      silence: options.silenceDays,
      hasPassword: options.password !== '',
      isRelayOnly: options.isRelayOnly,
    },
    random,
  );
  const { room, resumption } = deriveInviteKeys(invite);
  const { secret, ...terms } = invite;
  return {
    id: options.id,
    createdAtUnixMs,
    terms,
    secret,
    inviteRoom: room,
    isVerified: false,
    draft: '',
    label: options.label.trim(),
    isMuted: false,
    isMarkedUnread: false,
    password: options.password === '' ? null : options.password,
    fails: 0,
    isAdmissionAsked: options.isAdmissionAsked,
    ownerTokens: { invite: random(32), chat: random(32) },
    keys: createHostKeys(hostKeys, resumption),
    hasSomeoneElseTried: false,
    hasOldCopyTried: false,
  };
}
