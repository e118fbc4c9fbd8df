import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startAdmin } from './admin.ts';
import { createMetrics } from './metrics.ts';

test('the metrics are there, in the format of Prometheus, and nothing else is', async () => {
  const metrics = createMetrics({ connections: () => 3, rooms: () => Promise.resolve(5) });
  metrics.answered('join', 'joined');
  metrics.answered('join', 'joined');
  metrics.answered('unknown', 'malformed');
  metrics.refused('rate');
  metrics.cut('slow');
  metrics.untrustedProxy();
  metrics.fault();
  const admin = await startAdmin(0, metrics.registry);
  const { port } = admin.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines).toEqual([
    'guest_chats_connections 3',
    'guest_chats_rooms 5',
    'guest_chats_answers_total{command="join",status="joined"} 2',
    'guest_chats_answers_total{command="unknown",status="malformed"} 1',
    'guest_chats_refused_connections_total{reason="rate"} 1',
    'guest_chats_cut_connections_total{reason="slow"} 1',
    'guest_chats_untrusted_proxy_total 1',
    'guest_chats_faults_total 1',
  ]);
  for (const path of ['/', '/metrics/', '/metrics?x', '/healthz']) expect((await fetch(url + path)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);
  admin.close().closeAllConnections();
  await expect(fetch(`${url}/metrics`)).rejects.toThrow();
});
