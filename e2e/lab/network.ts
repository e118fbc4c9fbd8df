/** Two homes and a public segment between them, as a profile wants it, with what the public segment has to offer. */
import { openNamespace, type Namespace } from '../fixtures/namespace.ts';
import { BARE, GATEWAY, HOMES, RELAY, SERVER } from './addresses.ts';
import { openHome, type Home } from './home.ts';
import type { Profile } from './profiles.ts';

export interface Network {
  readonly outside: Namespace;
  readonly host: Home;
  readonly guest: Home;
  /** Nothing to and from our server any more, and nobody says why. */
  hideServer(): void;
  showServer(): void;
  dispose(): Promise<void>;
}

export async function openNetwork(profile: Profile): Promise<Network> {
  const outside = await openNamespace();
  const addresses = [SERVER, RELAY, BARE, GATEWAY].map((address) => `ip addr add ${address}/32 dev lo`);
  outside.run(`
    echo 1 > /proc/sys/net/ipv4/ip_forward
    ${addresses.join('\n')}`);
  const host = await openHome('host', HOMES.host, outside, profile);
  const guest = await openHome('guest', HOMES.guest, outside, profile);
  return {
    outside,
    host,
    guest,
    hideServer: () => {
      outside.run(`iptables -A INPUT -d ${SERVER} -j DROP; iptables -A OUTPUT -s ${SERVER} -j DROP`);
    },
    showServer: () => {
      outside.run('iptables -F INPUT; iptables -F OUTPUT');
    },
    dispose: async () => {
      for (const part of [host, guest, outside]) await part.dispose();
    },
  };
}
