/** Who has which address. 203.0.113.0/24 is for documentation (RFC 5737): nobody outside of the lab has one of these. */

export const SERVER = '203.0.113.1';
export const RELAY = '203.0.113.2';
/** Where the bare connections are introduced that the chat is measured against. */
export const BARE = '203.0.113.3';
export const GATEWAY = '203.0.113.254';

/** Of a person's home: the router's address outside, the network inside; and those it has after an address change. */
export interface HomeAddresses {
  readonly outer: string;
  readonly nextOuter: string;
  readonly router: string;
  readonly device: string;
  readonly nextDevice: string;
  readonly network: string;
}

export const HOMES = { host: toHome(1), guest: toHome(2) } as const;

function toHome(number: number): HomeAddresses {
  return {
    outer: `203.0.113.1${number}`,
    nextOuter: `203.0.113.2${number}`,
    router: `10.${number}.0.1`,
    device: `10.${number}.0.2`,
    nextDevice: `10.${number}.0.9`,
    network: `10.${number}.0.0/24`,
  };
}
