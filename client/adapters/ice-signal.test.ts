import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasCandidate, isEndOfCandidates, keepRelays, parseIceSignal, type IceSignal } from './ice-signal.ts';

const HOST = 'candidate:1 1 udp 2122260223 192.0.2.7 54400 typ host generation 0';
const MDNS = 'candidate:1 1 udp 2122260223 0d7b5a5e-2d10-4d0a-9f0c-77f1f6f4d0c1.local 54400 typ host';
const STUN = 'candidate:2 1 udp 1686052607 198.51.100.3 54400 typ srflx raddr 0.0.0.0 rport 0';
const RELAY = 'candidate:3 1 udp 41885695 203.0.113.1 55000 typ relay raddr 0.0.0.0 rport 0';

function toCandidate(candidate: string): IceSignal {
  return { type: 'candidate', candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0 } };
}

describe('a signal', () => {
  test.each<IceSignal>([
    { type: 'offer', sdp: 'v=0' },
    { type: 'answer', sdp: '' },
    toCandidate(MDNS),
    toCandidate(''),
  ])('is read as it was written: %j', (signal) => {
    expect(parseIceSignal(JSON.stringify(signal))).toEqual(signal);
  });

  test.each([
    '',
    'null',
    '[]',
    '{"type":"offer"}',
    '{"type":"rollback","sdp":""}',
    '{"type":"pranswer","sdp":""}',
    '{"candidate":"candidate:1"}',
    '{"candidate":{"candidate":1}}',
    '{"renegotiate":true}',
    '{"transceiverRequest":{"kind":"video"}}',
  ])('is none: %s', (json) => {
    expect(parseIceSignal(json)).toBeNull();
  });

  test('is never anything that throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (json) => {
        parseIceSignal(json);
      }),
    );
  });
});

test('an empty candidate is the end of them, and no other signal is', () => {
  expect([toCandidate(''), toCandidate(HOST), { type: 'offer', sdp: '' } as const].map(isEndOfCandidates)).toEqual([
    true,
    false,
    false,
  ]);
});

test('an address is named by a candidate, or by one in a description', () => {
  const sdp = (line: string): IceSignal => ({ type: 'offer', sdp: ['v=0', line, ''].join('\r\n') });
  expect([toCandidate(HOST), toCandidate(RELAY), sdp(`a=${RELAY}`)].map(hasCandidate)).toEqual([true, true, true]);
  expect([toCandidate(''), sdp('a=mid:0'), sdp('a=x-a=candidate:')].map(hasCandidate)).toEqual([false, false, false]);
});

describe('where only relays may be named', () => {
  test('every other candidate is dropped', () => {
    expect([HOST, MDNS, STUN].map((candidate) => keepRelays(toCandidate(candidate)))).toEqual([null, null, null]);
    expect(keepRelays(toCandidate(RELAY))).toEqual(toCandidate(RELAY));
  });

  test('they are also taken out of a description, and nothing else is', () => {
    const toSdp = (lines: readonly string[]): string => ['v=0', 'm=application', ...lines, 'a=mid:0', ''].join('\r\n');
    const sdp = toSdp([HOST, STUN, RELAY, MDNS].map((candidate) => `a=${candidate}`));
    expect(keepRelays({ type: 'offer', sdp })).toEqual({ type: 'offer', sdp: toSdp([`a=${RELAY}`]) });
  });
});
