/** The networks that the lab builds, and what can be expected of a chat in each. Data alone. */

/** `none`: reachable from anywhere. `cone`: one port outside for each inside, whoever it is for; `symmetric`: for each address another (RFC 4787). */
type Nat = 'none' | 'cone' | 'symmetric';

/** What a router lets out. */
type Allowed = 'everything' | 'no-udp' | 'tcp-443';

/** What the server tells the pages to use (RFC 8489, RFC 8656), beside each other. */
export type IceUse = 'none' | 'stun' | 'turn' | 'turn-443' | 'turns-443';

/** What happens in the middle of the chat, at the guest's home where nothing else is said. */
export type Trouble = 'rebinding' | 'address-change' | 'host-address-change' | 'link-down' | 'server-gone';

/** Of each access link, both ways. */
export interface Conditions {
  readonly lossShare: number;
  /** One-way. */
  readonly delayMs: number;
  /** To either side of the delay. */
  readonly jitterMs: number;
  /** Null: as fast as this machine. */
  readonly rateKbit: number | null;
}

export interface Profile {
  readonly name: string;
  readonly nat: { readonly host: Nat; readonly guest: Nat };
  readonly allowed: Allowed;
  readonly conditions: Conditions;
  readonly ice: IceUse;
  readonly isRelayOnly: boolean;
  readonly trouble: Trouble | null;
  /** What the panel may say when the chat has begun. Null: there is no way at all, and the page has to say so. */
  readonly path: RegExp | null;
  /** How often to connect, with one browser on both sides and with one on each; 0: only when that pair is asked for; null: never. */
  readonly tries: { readonly chromium: number; readonly firefox: number | null; readonly mixed: number | null };
}

const CLEAR: Conditions = { lossShare: 0, delayMs: 0, jitterMs: 0, rateKbit: null };

const ORDINARY: Profile = {
  name: '',
  nat: { host: 'cone', guest: 'cone' },
  allowed: 'everything',
  conditions: CLEAR,
  ice: 'turn',
  isRelayOnly: false,
  trouble: null,
  path: /^direct udp$/,
  tries: { chromium: 3, firefox: 1, mixed: 0 },
};

const ONCE = { chromium: 1, firefox: 1, mixed: 0 };
/** What has no way takes half a minute to say so, and says the same in each browser. */
const ONCE_IN_CHROMIUM = { chromium: 1, firefox: 0, mixed: 0 };
const THRICE_IN_CHROMIUM = { chromium: 3, firefox: null, mixed: null };

const NATS = [
  ['open', 'none', 'none'],
  ['cone+cone', 'cone', 'cone'],
  ['symmetric+symmetric', 'symmetric', 'symmetric'],
  ['symmetric+cone', 'symmetric', 'cone'],
] as const;

const SYMMETRIC = { host: 'symmetric', guest: 'symmetric' } as const;
const RELAYED = /^relayed/;
/** Where checks get lost, whichever way answers first may win. */
const ANY_WAY = /^(direct udp|relayed (udp|tcp))$/;

export const PROFILES: readonly Profile[] = [
  ...NATS.map(([name, host, guest]): Profile => {
    const path = host === 'symmetric' ? RELAYED : ORDINARY.path;
    return { ...ORDINARY, name, nat: { host, guest }, path, tries: { chromium: 20, firefox: 5, mixed: 5 } };
  }),
  ...NATS.map(([name, host, guest]): Profile => {
    const path = host === 'symmetric' ? null : ORDINARY.path;
    return {
      ...ORDINARY,
      name: `${name}, STUN only`,
      nat: { host, guest },
      ice: 'stun',
      path,
      tries: ONCE_IN_CHROMIUM,
    };
  }),
  ...NATS.map(([name, host, guest]): Profile => {
    const path = host === 'none' ? ORDINARY.path : null;
    return {
      ...ORDINARY,
      name: `${name}, no servers`,
      nat: { host, guest },
      ice: 'none',
      path,
      tries: ONCE_IN_CHROMIUM,
    };
  }),
  { ...ORDINARY, name: 'relay-only', nat: { host: 'none', guest: 'none' }, isRelayOnly: true, path: RELAYED },
  { ...ORDINARY, name: 'udp-blocked', allowed: 'no-udp', path: /^relayed tcp$/ },
  { ...ORDINARY, name: 'tcp-443', allowed: 'tcp-443', ice: 'turn-443', path: /^relayed tcp$/ },
  // Firefox does not take the lab's certificate for TURN.
  {
    ...ORDINARY,
    name: 'tls-443',
    allowed: 'tcp-443',
    ice: 'turns-443',
    path: /^relayed tcp$/,
    tries: THRICE_IN_CHROMIUM,
  },
  { ...ORDINARY, name: 'loss-5', conditions: { ...CLEAR, lossShare: 0.05 }, path: ANY_WAY },
  { ...ORDINARY, name: 'loss-15', conditions: { ...CLEAR, lossShare: 0.15 }, path: ANY_WAY },
  // Both links together: 300 ms ± 100 ms from one person to the other.
  { ...ORDINARY, name: 'slow-300', conditions: { ...CLEAR, delayMs: 150, jitterMs: 50 } },
  { ...ORDINARY, name: 'narrow-256k', conditions: { ...CLEAR, rateKbit: 256 } },
  { ...ORDINARY, name: 'rebinding', trouble: 'rebinding', tries: ONCE },
  { ...ORDINARY, name: 'rebinding-relayed', nat: SYMMETRIC, path: RELAYED, trouble: 'rebinding', tries: ONCE },
  { ...ORDINARY, name: 'address-change', trouble: 'address-change', tries: ONCE },
  { ...ORDINARY, name: 'host-address-change', trouble: 'host-address-change', tries: ONCE },
  { ...ORDINARY, name: 'link-down', trouble: 'link-down', tries: ONCE },
  { ...ORDINARY, name: 'server-gone', trouble: 'server-gone', tries: ONCE },
];
