/** A cable to a server, as a proxy that a test can cut: nothing comes through, and neither end is told. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Cable {
  readonly port: number;
  /** From now on nothing comes through. */
  cut(): void;
  /** What was being connected meanwhile, and what is from now on, comes through; what was cut stays dead. */
  mend(): void;
  close(): Promise<void>;
}

/** @param targetPort of a server on this machine */
export async function createCable(targetPort: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let lines: { isCut: boolean }[] = [];
  let held: (() => void)[] = [];
  let isCut = false;

  const join = (near: Socket): void => {
    const line = { isCut: false };
    lines.push(line);
    const far = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => {
        if (!line.isCut) to.write(data);
      });
      from.on('error', () => from.destroy());
      from.on('close', () => {
        sockets.delete(from);
        if (!line.isCut) to.destroy();
      });
    }
  };

  const server = createServer((near) => {
    if (isCut) held.push(() => join(near));
    else join(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('listening on no port');

  return {
    port: address.port,
    cut: () => {
      isCut = true;
      for (const line of lines) line.isCut = true;
      lines = [];
    },
    mend: () => {
      isCut = false;
      for (const go of held) go();
      held = [];
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
