/** Composition root of what connects a host, loaded when the chats are on screen: cryptography, sessions, WebRTC, the server. */
import { browserClock } from './adapters/clock.ts';
import { gatherCandidates } from './adapters/gather-candidates.ts';
import { browserRandom } from './adapters/random.ts';
import { rehearseMeeting } from './adapters/rehearse.ts';
import { createSimplePeerTransport } from './adapters/simple-peer-transport.ts';
import { createSocketioSignaling } from './adapters/socketio-signaling.ts';
import { createHostNetwork } from './state/host-network.ts';

/** Before the first guest comes, so that they wait less. */
export const rehearse = rehearseMeeting;

export const hostNetwork = createHostNetwork({
  createSignaling: () => createSocketioSignaling(location.origin),
  createTransport: createSimplePeerTransport,
  gatherCandidates,
  clock: browserClock,
  random: browserRandom,
});
