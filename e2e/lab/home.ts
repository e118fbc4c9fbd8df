/**
 * One person's home: a device, a router that translates addresses, and the link from there to the public segment. All of
 * it is made of network namespaces that are gone with this process.
 */
import { openNamespace, openNamespaceWithDoor, type Namespace, type NamespaceWithDoor } from '../fixtures/namespace.ts';
import { GATEWAY, RELAY, type HomeAddresses } from './addresses.ts';
import type { Conditions, Profile } from './profiles.ts';
import { startWan } from './wan.ts';

export interface Home {
  readonly device: NamespaceWithDoor;
  /** The router forgets what it had translated, and gives other ports from now on. */
  rebind(): void;
  /** The device gets another address, and so does the router outside. */
  changeAddress(): void;
  pullCable(): void;
  plugCable(): void;
  /** UDP packets of the device so far, both ways, with anyone but the relay, which is also the STUN server. */
  countDirect(): number;
  dispose(): Promise<void>;
}

/** @param outside the public segment; gets a device `name` that leads here */
export async function openHome(
  name: 'host' | 'guest',
  addresses: HomeAddresses,
  outside: Namespace,
  profile: Profile,
): Promise<Home> {
  const device = await openNamespaceWithDoor();
  const router = await openNamespace();
  const { allowed, conditions } = profile;
  const wan = await startWan({ inside: router, outside, name, conditions });
  const nat = profile.nat[name];

  // No address that it gives itself a moment later: a browser takes that for another network and breaks off what it loads.
  device.run(`
    ip link add eth0 type veth peer name lan netns ${router.pid}
    ip addr add ${addresses.device}/24 dev eth0
    ip link set eth0 addrgenmode none
    ip link set eth0 up
    ip route add default via ${addresses.router}
    iptables -A OUTPUT ! -o lo -p udp ! -d ${RELAY} ! --dport 53
    iptables -A INPUT ! -i lo -p udp ! -s ${RELAY}`);
  router.run(`
    echo 1 > /proc/sys/net/ipv4/ip_forward
    ip addr add ${addresses.router}/24 dev lan
    ip link set lan up
    ip addr add ${addresses.outer}/32 dev wan
    ${toWanUp()}
    ${nat === 'none' ? '' : toNat(nat === 'symmetric')}
    ${toLoss(conditions.lossShare)}
    ${LET_OUT[allowed]}`);
  outside.run(`
    ip link set ${name} up
    ip route add ${addresses.outer}/32 dev ${name}
    ${nat === 'none' ? `ip route add ${addresses.network} via ${addresses.outer} dev ${name} onlink` : ''}`);
  limitRate(router, 'wan', conditions);
  limitRate(outside, name, conditions);

  return {
    device,
    rebind: () => {
      // What was masqueraded is forgotten when the device goes down.
      router.run(`
        iptables -t nat -F POSTROUTING
        iptables -t nat -A POSTROUTING -o wan -j MASQUERADE --random-fully
        ip link set wan down
        ${toWanUp()}`);
    },
    changeAddress: () => {
      outside.run(`ip route add ${addresses.nextOuter}/32 dev ${name}`);
      router.run(`
        ip addr del ${addresses.outer}/32 dev wan
        ip addr add ${addresses.nextOuter}/32 dev wan
        ${toWanUp()}`);
      device.run(`
        ip addr del ${addresses.device}/24 dev eth0
        ip addr add ${addresses.nextDevice}/24 dev eth0
        ip route add default via ${addresses.router}`);
    },
    pullCable: () => {
      router.run('ip link set lan down');
    },
    plugCable: () => {
      router.run('ip link set lan up');
    },
    countDirect: () => ['OUTPUT', 'INPUT'].reduce((sum, chain) => sum + countPackets(device, chain), 0),
    dispose: async () => {
      await wan.end();
      await router.dispose();
      await device.dispose();
    },
  };
}

/** A device that goes down, or loses its address, loses its routes. */
function toWanUp(): string {
  return `
    ip link set wan up
    ip route add ${GATEWAY} dev wan
    ip route add default via ${GATEWAY} dev wan`;
}

/** As a router at home: nothing unasked from outside, and no word to those who try, which would end their attempts. */
function toNat(isSymmetric: boolean): string {
  return `
    iptables -t nat -A POSTROUTING -o wan -j MASQUERADE ${isSymmetric ? '--random-fully' : ''}
    iptables -A FORWARD -i wan -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
    iptables -A FORWARD -i wan -j DROP
    iptables -A INPUT -i wan -p udp -j DROP`;
}

function toLoss(share: number): string {
  if (share === 0) return '';
  const lose = `-m statistic --mode random --probability ${share} -j DROP`;
  return `
    iptables -t mangle -A FORWARD -o wan ${lose}
    iptables -t mangle -A FORWARD -i wan ${lose}`;
}

/** What a strict network drops it drops silently. */
const LET_OUT = {
  everything: '',
  'no-udp': 'iptables -A FORWARD -o wan -p udp -j DROP',
  'tcp-443': `
    iptables -A FORWARD -o wan -p tcp --dport 443 -j ACCEPT
    iptables -A FORWARD -o wan -j DROP`,
} as const;

function limitRate(namespace: Namespace, device: string, { rateKbit }: Conditions): void {
  if (rateKbit === null) return;
  namespace.run(`tc qdisc add dev ${device} root tbf rate ${rateKbit}kbit burst 4kb latency 400ms`);
}

/** Of the one rule of a chain, which lets everything pass. */
function countPackets(namespace: Namespace, chain: string): number {
  return Number(namespace.run(`iptables -nvxL ${chain}`).split('\n')[2]?.trim().split(/\s+/)[0]);
}
