/**
 * What the server counts, for Prometheus. Labels come from closed lists: no id, address, time of a person or text that
 * somebody sent can become one.
 */
import { Counter, Gauge, Registry } from 'prom-client';
import type { Command } from './parse.ts';

export type Refused = 'draining' | 'origin' | 'crowded' | 'rate';
export type Cut = 'flood' | 'slow' | 'transport' | 'malformed';
type Sizes = Readonly<Record<'connections' | 'rooms', () => number | Promise<number>>>;

export function createMetrics({ connections, rooms }: Sizes) {
  const registry = new Registry();
  const gauge = (name: string, help: string, size: Sizes['rooms']) => {
    const made: Gauge = new Gauge({ name, help, registers: [registry], collect: async () => made.set(await size()) });
  };
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  gauge('guest_chats_connections', 'Connections that are open.', connections);
  gauge('guest_chats_rooms', 'Rooms that are held, with or without somebody in them.', rooms);
  const answers = counter('guest_chats_answers_total', 'Commands by what they were answered.', 'command', 'status');
  const refusals = counter('guest_chats_refused_connections_total', 'Connections not let in.', 'reason');
  const cuts = counter('guest_chats_cut_connections_total', 'Connections ended by the server.', 'reason');
  const claims = counter('guest_chats_untrusted_proxy_total', 'X-Forwarded-For from who is not in GC_TRUSTED_PROXIES.');
  const faults = counter('guest_chats_faults_total', 'Errors in the server itself. Each is in the log.');
  return {
    registry,
    answered: (command: Command | 'unknown', status: string) => answers.inc({ command, status }),
    refused: (reason: Refused) => refusals.inc({ reason }),
    cut: (reason: Cut) => cuts.inc({ reason }),
    untrustedProxy: () => claims.inc(),
    fault: () => faults.inc(),
  };
}
