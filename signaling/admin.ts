/** The metrics, on a port of their own that only this machine can reach. It must not serve anything else. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

/** @param port 0: any free one. Rejects with Node's error when it cannot be had */
export async function startAdmin(port: number, registry: Registry): Promise<Server> {
  const http = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') response.writeHead(404).end();
    else
      void registry.metrics().then((text) => {
        response.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
      });
  });
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  return http;
}
