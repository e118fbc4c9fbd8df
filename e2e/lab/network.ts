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
  // What has no way there is lost without a word, as it is out there. The TURN server would take an error to heart.
  outside.run(`
    echo 1 > /proc/sys/net/ipv4/ip_forward
    ip link add nowhere type veth peer name nobody
    ip link set nowhere arp off
    ip link set nowhere up
    ip link set nobody up
    iptables -t raw -A PREROUTING -i nobody -j DROP
    ip route add default dev nowhere
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
