/** Reads from a browser's statistics (W3C webrtc-stats) which way a connection takes. Knows nothing of what goes over it. */
import type { TransportPath } from '../session/ports.ts';

type Report = Readonly<Record<string, unknown>>;

/** Null when no way is chosen yet. */
export function toTransportPath(reports: readonly Report[]): TransportPath | null {
  const byId = new Map(reports.map((report) => [report['id'], report]));
  const chosenId = reports.find(({ type }) => type === 'transport')?.['selectedCandidatePairId'];
  // Firefox has no transport in its statistics, and marks the pair.
  const pair =
    byId.get(chosenId) ?? reports.find(({ type, selected }) => type === 'candidate-pair' && selected === true);
  const local = byId.get(pair?.['localCandidateId']);
  if (pair === undefined || local === undefined) return null;
  const remote = byId.get(pair['remoteCandidateId']);
  const isRelayed = local['candidateType'] === 'relay' || remote?.['candidateType'] === 'relay';
  // To a relay of our own the protocol is that of the way to it, which TLS makes a TCP one.
  const protocol = local['candidateType'] === 'relay' ? (local['relayProtocol'] ?? 'udp') : local['protocol'];
  const seconds = pair['currentRoundTripTime'];
  return {
    path: isRelayed ? 'relayed' : 'direct',
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    roundTripMs: typeof seconds === 'number' ? seconds * 1000 : null,
  };
}
