/**
 * What two browsers tell each other to find a way (JSEP, trickle ICE), as far as it has the form we expect. The other side is
 * authenticated, but what it says may still be nonsense, or more than it may say. Knows no connection.
 */

export type IceSignal =
  | { readonly type: 'offer' | 'answer'; readonly sdp: string }
  | {
      readonly type: 'candidate';
      readonly candidate: {
        readonly candidate: string;
        readonly sdpMid: string | null;
        readonly sdpMLineIndex: number | null;
      };
    };

/** Null for anything else. */
export function parseIceSignal(json: string): IceSignal | null {
  const value = parseObject(json);
  if (value === null) return null;
  const { type, sdp, candidate } = value;
  if (type === 'offer' || type === 'answer') return typeof sdp === 'string' ? { type, sdp } : null;
  if (typeof candidate !== 'object' || candidate === null || !('candidate' in candidate)) return null;
  if (typeof candidate.candidate !== 'string') return null;
  const sdpMid = 'sdpMid' in candidate && typeof candidate.sdpMid === 'string' ? candidate.sdpMid : null;
  const sdpMLineIndex =
    'sdpMLineIndex' in candidate && typeof candidate.sdpMLineIndex === 'number' ? candidate.sdpMLineIndex : null;
  return { type: 'candidate', candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex } };
}

/** Some browsers say with an empty candidate that there are no more; others take it for a broken one. */
export function isEndOfCandidates(signal: IceSignal): boolean {
  return signal.type === 'candidate' && signal.candidate.candidate === '';
}

/** Whether it names an address. */
export function hasCandidate(signal: IceSignal): boolean {
  return signal.type === 'candidate' ? !isEndOfCandidates(signal) : signal.sdp.includes('\na=candidate:');
}

/** What is left of a signal where no address but a relay's may be said or taken; null when nothing is. */
export function keepRelays(signal: IceSignal): IceSignal | null {
  if (signal.type === 'candidate') return isRelay(signal.candidate.candidate) ? signal : null;
  const lines = signal.sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate:') || isRelay(line));
  return { ...signal, sdp: lines.join('\r\n') };
}

/** RFC 8839 section 5.1. A relay candidate also names the address that it was asked from, unless the browser hides it. */
function isRelay(candidate: string): boolean {
  return / typ relay\b/.test(candidate);
}

function parseObject(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
