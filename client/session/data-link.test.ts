import { describe, expect, test } from 'vitest';
import { createDataLink, type DataLink } from './data-link.ts';
import type { IceServer, TransportEvent } from './ports.ts';

interface World {
  readonly link: DataLink;
  /** Answers the question for ICE servers. */
  readonly answer: () => Promise<void>;
  /** What the transport was told. */
  readonly told: string[];
  /** What it says. */
  readonly say: (event: TransportEvent) => void;
  readonly received: TransportEvent[];
  /** How often the ICE servers were asked for. */
  readonly asked: () => number;
}

function start({ received: hear = (): void => undefined } = {}): World {
  let answer: (servers: readonly IceServer[]) => void = () => undefined;
  let say: (event: TransportEvent) => void = () => undefined;
  const told: string[] = [];
  const received: TransportEvent[] = [];
  let asked = 0;
  const link = createDataLink({
    isInitiator: true,
    relay: 'where-needed',
    iceServers: () =>
      new Promise((resolve) => {
        asked += 1;
        answer = resolve;
      }),
    createTransport: (_options, listener) => {
      say = listener;
      told.push('created');
      return {
        signal: (json) => told.push(json),
        send: () => told.push('message'),
        stats: () => Promise.resolve(null),
        close: () => told.push('closed'),
      };
    },
    received: (event) => {
      received.push(event);
      hear();
    },
  });
  return {
    link,
    told,
    received,
    asked: () => asked,
    say: (event) => {
      say(event);
    },
    answer: async () => {
      answer([]);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

test('signals that come before the ICE servers are known wait, in order', async () => {
  const { link, told, answer } = start();
  link.open();
  link.signal('a');
  link.signal('b');
  expect(told).toEqual([]);
  await answer();
  link.signal('c');
  expect(told).toEqual(['created', 'a', 'b', 'c']);
});

test.each(['before', 'after'])(
  'more than a device can have addresses end it, %s the ICE servers are known',
  async (when) => {
    const { link, answer } = start();
    link.open();
    if (when === 'after') await answer();
    for (let i = 0; i < 256; i += 1) link.signal('{}');
    expect(() => {
      link.signal('{}');
    }).toThrow(expect.objectContaining({ code: 'oversize' }) as Error);
  },
);

describe('prepared', () => {
  test('it is made once, and says nothing before it is opened', async () => {
    const { link, told, answer, asked, say, received } = start();
    link.prepare();
    link.prepare();
    await answer();
    expect(told).toEqual(['created']);
    say({ type: 'signal', json: 'offer' });
    say({ type: 'signal', json: 'candidate' });
    expect(received).toEqual([]);
    link.open();
    say({ type: 'signal', json: 'another' });
    const signals = ['offer', 'candidate', 'another'].map((json) => ({ type: 'signal', json }));
    expect([received, told, asked()]).toEqual([signals, ['created'], 1]);
  });

  test('closed by what it said too early, it says no more', async () => {
    const { link, answer, say, received } = start({ received: () => link.close() });
    link.prepare();
    await answer();
    say({ type: 'stranded' });
    say({ type: 'closed' });
    link.open();
    expect(received).toEqual([{ type: 'stranded' }]);
  });

  test.each(['before', 'after'])(
    'and deferred, it is made anew when it is opened, given up %s it was made, and what was heard is forgotten',
    async (when) => {
      const { link, told, answer, asked } = start();
      link.prepare();
      link.signal('early');
      if (when === 'after') await answer();
      link.defer();
      link.signal('late');
      link.negotiate();
      if (when === 'before') await answer();
      const before = when === 'after' ? ['created', 'early', 'closed'] : [];
      expect([told, asked()]).toEqual([before, 1]);
      link.open();
      expect(asked()).toBe(2);
      link.signal('in time');
      await answer();
      expect(told).toEqual([...before, 'created', 'in time']);
    },
  );
});

describe('negotiating', () => {
  const SIGNAL = { type: 'signal', json: 'answer' } as const;
  const MESSAGE = { type: 'message', bytes: new Uint8Array(1) } as const;

  test('it hears the other side as soon as it is made, and the other side hears it from here on', async () => {
    const { link, told, answer, say, received } = start();
    link.prepare();
    link.signal('early');
    expect(told).toEqual([]);
    await answer();
    link.signal('late');
    expect(told).toEqual(['created', 'early', 'late']);
    say(SIGNAL);
    expect(received).toEqual([]);
    link.negotiate();
    say(SIGNAL);
    expect(received).toEqual([SIGNAL, SIGNAL]);
  });

  test('nothing else is heard before it is opened, and then in order', async () => {
    const { link, answer, say, received } = start();
    link.prepare();
    await answer();
    link.negotiate();
    for (const event of [{ type: 'open' }, MESSAGE, SIGNAL, { type: 'closed' }] as const) say(event);
    expect(received).toEqual([SIGNAL]);
    link.open();
    expect(received).toEqual([SIGNAL, { type: 'open' }, MESSAGE, { type: 'closed' }]);
  });
});

describe('once closed', () => {
  test('ICE servers that come late make no connection', async () => {
    const { link, told, answer } = start();
    link.open();
    link.signal('early');
    link.close();
    await answer();
    link.signal('late');
    link.send(new Uint8Array(1));
    expect(told).toEqual([]);
  });

  test('neither signals go in nor events come out', async () => {
    const { link, told, answer, say, received } = start();
    link.open();
    await answer();
    say({ type: 'open' });
    link.close();
    link.signal('late');
    for (const event of [{ type: 'signal', json: '{}' }, { type: 'open' }, { type: 'closed' }] as const) say(event);
    expect(told).toEqual(['created', 'closed']);
    expect(received).toEqual([{ type: 'open' }]);
  });
});
