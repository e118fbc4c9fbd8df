import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { knock } from './http-knock.ts';
import { startRealServer } from './testing/real-server.ts';

async function knockOn(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('listening on no port');
  try {
    return await knock(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('the real server is there, and away when it is not', async () => {
  const server = await startRealServer();
  const url = `http://127.0.0.1:${server.port}`;
  expect(await knock(url)).toBe('there');
  await server.stop();
  expect(await knock(url)).toBe('away');
});

test('a proxy that answers for a server that is gone does not count', async () => {
  expect(await knockOn((_request, response) => response.writeHead(502).end())).toBe('away');
});

test('any other answer shows that somebody is there', async () => {
  expect(await knockOn((_request, response) => response.writeHead(404).end())).toBe('there');
});

test('no answer says nothing', async () => {
  expect(await knockOn(() => undefined)).toBe('silent');
});
