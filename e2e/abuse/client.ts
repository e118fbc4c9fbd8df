/** As much of a socket.io client as the pages use, on a wire of ours. It answers pings and does nothing by itself. */
import type { Socket } from 'node:net';
import { openWire, type WireOptions } from './wire.ts';

export type Answer = Readonly<Record<string, unknown>>;

export interface Client {
  readonly tcp: Socket;
  readonly isOpen: () => boolean;
  /** Rejects when the connection ends before the answer. */
  call: (event: string, payload: object) => Promise<Answer>;
  /** Without waiting. */
  say: (event: string, payload: object) => void;
  send: (text: string) => void;
  close: () => void;
}

export interface ClientOptions extends Omit<WireOptions, 'onText'> {
  readonly onEvent?: (name: string, payload: Answer) => void;
}

/** Rejects if the server refuses or ends the connection first. */
export async function openClient({ onEvent, ...options }: ClientOptions): Promise<Client> {
  const pending = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let nextId = 0;
  let welcome = (): void => undefined;
  const welcomed = new Promise<void>((resolve) => (welcome = resolve));
  const onText = (text: string): void => {
    if (text === '2') wire.send('3');
    else if (text.startsWith('0')) wire.send('40');
    else if (text.startsWith('42')) {
      const [name, payload] = JSON.parse(text.slice(2)) as [string, Answer];
      if (name === 'welcome') welcome();
      onEvent?.(name, payload);
    } else if (text.startsWith('43')) {
      const start = text.indexOf('[');
      const id = Number(text.slice(2, start));
      const [answer] = JSON.parse(text.slice(start)) as [Answer];
      pending.get(id)?.resolve(answer);
      pending.delete(id);
    }
  };
  const early: string[] = [];
  let hear: (text: string) => void = (text) => void early.push(text);
  const wire = await openWire({ ...options, onText: (text) => hear(text) });
  hear = onText;
  for (const text of early) onText(text);
  const ended = new Promise<never>((_resolve, reject) => {
    wire.tcp.once('close', () => {
      reject(new Error('The connection ended.'));
      for (const waiting of pending.values()) waiting.reject(new Error('The connection ended.'));
      pending.clear();
    });
  });
  // Whether anybody waits for it or not.
  ended.catch(() => undefined);
  if (wire.tcp.destroyed) throw new Error('The connection ended.');
  await Promise.race([welcomed, ended]);
  const frameOf = (event: string, payload: object) => `42${nextId}${JSON.stringify([event, payload])}`;
  return {
    tcp: wire.tcp,
    isOpen: () => !wire.tcp.destroyed,
    call: (event, payload) =>
      new Promise((resolve, reject) => {
        if (wire.tcp.destroyed) reject(new Error('The connection ended.'));
        pending.set(nextId, { resolve, reject });
        wire.send(frameOf(event, payload));
        nextId += 1;
      }),
    say: (event, payload) => {
      wire.send(frameOf(event, payload));
      nextId += 1;
    },
    send: wire.send,
    close: () => wire.tcp.destroy(),
  };
}

/** The nth visitor's address, sixteen of them in a network. */
export function addressOf(visitor: number): string {
  const network = Math.floor(visitor / 16);
  return `127.${1 + (network % 200)}.${Math.floor(network / 200) % 250}.${1 + (visitor % 16)}`;
}
