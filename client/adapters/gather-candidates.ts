/**
 * Asks a browser for the addresses under which it could be reached with some ICE servers, and says of which kinds they are.
 * Connects to nobody.
 */
import type { CandidateKind, GatherCandidates } from '../state/ports.ts';

/** A server that does not answer must not keep a person waiting; browsers themselves take up to 40 s. */
const GATHER_WITHIN_MS = 10_000;

export const gatherCandidates: GatherCandidates = (iceServers) =>
  new Promise((resolve) => {
    const kinds = new Set<CandidateKind>();
    const connection = new RTCPeerConnection({
      iceServers: iceServers.map(({ urls, ...credentials }) => ({ urls: [...urls], ...credentials })),
    });
    const done = (): void => {
      clearTimeout(timer);
      connection.onicecandidate = null;
      connection.onicegatheringstatechange = null;
      connection.close();
      resolve(kinds);
    };
    const timer = setTimeout(done, GATHER_WITHIN_MS);
    connection.onicecandidate = ({ candidate }) => {
      const type = candidate?.type ?? null;
      if (type === 'host' || type === 'srflx' || type === 'relay') kinds.add(type);
    };
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState === 'complete') done();
    };
    connection.createDataChannel('');
    connection.setLocalDescription().catch(done);
  });
