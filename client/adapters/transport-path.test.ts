import { describe, expect, test } from 'vitest';
import { toTransportPath } from './transport-path.ts';

const PAIR = { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' };
const TRANSPORT = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' };

function toReports(local: object, remote: object = { candidateType: 'host' }, pair: object = {}) {
  return [
    { id: 'other', type: 'candidate-pair', localCandidateId: 'none', remoteCandidateId: 'none' },
    { ...PAIR, ...pair },
    TRANSPORT,
    { id: 'L', type: 'local-candidate', protocol: 'udp', ...local },
    { id: 'R', type: 'remote-candidate', protocol: 'udp', ...remote },
  ];
}

describe('the way of a connection', () => {
  test('is direct when neither side uses a relay', () => {
    expect(toTransportPath(toReports({ candidateType: 'srflx' }))).toMatchObject({ path: 'direct', protocol: 'udp' });
  });

  test.each([
    ['this', toReports({ candidateType: 'relay', relayProtocol: 'udp' })],
    ['the other', toReports({ candidateType: 'host' }, { candidateType: 'relay' })],
  ])('is relayed when %s side uses one', (_side, reports) => {
    expect(toTransportPath(reports)).toMatchObject({ path: 'relayed', protocol: 'udp' });
  });

  test.each(['tcp', 'tls'])('goes over TCP when our relay is reached over %s', (relayProtocol) => {
    expect(toTransportPath(toReports({ candidateType: 'relay', relayProtocol }))?.protocol).toBe('tcp');
  });

  test('goes over TCP when the two sides do', () => {
    expect(toTransportPath(toReports({ candidateType: 'host', protocol: 'tcp' }))?.protocol).toBe('tcp');
  });

  test('takes as long as was measured last, in milliseconds; null where nothing is measured', () => {
    expect(toTransportPath(toReports({}, {}, { currentRoundTripTime: 0.25 }))?.roundTripMs).toBe(250);
    expect(toTransportPath(toReports({}))?.roundTripMs).toBeNull();
  });

  test('is the pair that is marked, in a browser without a transport in its statistics', () => {
    const reports = toReports({}, {}, { selected: true }).filter((report) => report !== TRANSPORT);
    expect(toTransportPath(reports)?.path).toBe('direct');
  });

  test('is not known before one is chosen', () => {
    expect(toTransportPath([])).toBeNull();
    expect(toTransportPath(toReports({}).filter((report) => report !== TRANSPORT))).toBeNull();
  });
});
