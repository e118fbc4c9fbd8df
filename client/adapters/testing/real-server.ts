/** The real signaling server in this process, on a free port, that a test can stop and start again. */
import { randomBytes } from 'node:crypto';
import { loadConfig } from '../../../signaling/config.ts';
import { createSignalingServer } from '../../../signaling/server.ts';

export interface RealServer {
  readonly port: number;
  /** Every room is forgotten. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** @param settings variables of the server's environment */
export async function startRealServer(settings: Readonly<Record<string, string>> = {}): Promise<RealServer> {
  const create = (port: number): ReturnType<typeof createSignalingServer> =>
    createSignalingServer({
      config: loadConfig({
        PORT: String(port),
        GC_HOST: '127.0.0.1',
        GC_DRAIN_SECONDS: '0',
        // All guests of a test come from one address.
        GC_JOIN_BUDGET: '1000+100/s',
        ...settings,
      }),
      files: new Map(),
      now: Date.now,
      randomBytes,
      onFault: (error) => {
        throw error;
      },
    });
  let server = create(0);
  const { port } = await server.listen();
  return {
    port,
    stop: () => server.close(),
    start: async () => {
      server = create(port);
      await server.listen();
    },
  };
}
