import { describe, expect, test } from 'vitest';
import { parseRekeyFrame, type RekeyFrame } from '../protocol/frame.ts';
import { createInvite, deriveInviteKeys } from '../protocol/invite-keys.ts';
import { createKeyPair } from '../protocol/key-pair.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { createGuestRekey, REKEY_AFTER_MS } from './guest-rekey.ts';
import { createHostRekey } from './host-rekey.ts';
import type { CloseReason } from './machine.ts';
import type { KeyStore } from './ports.ts';
import { sendRekeyFrame, type Rekey, type RekeyLink } from './rekey.ts';
import { commitGuest, commitHost } from './commit.ts';
import { createGuestKeys, createHostKeys, settleHost, type HostMemory } from './slots.ts';
import { createFakeClock } from './testing/fake-clock.ts';
import { createFakeRandom } from './testing/fake-random.ts';

type Sent = RekeyFrame | 'step' | 'switch-send' | 'switch-receive';

/** A link that keeps what a rekey does with it. */
function createLink() {
  const sent: Sent[] = [];
  const reasons: CloseReason[] = [];
  const link: RekeyLink = {
    send: (content) => {
      const frame = content.type === 'rekey' ? parseRekeyFrame(content.frame) : 'step';
      if (frame === null) throw new Error('not a frame of a rekey');
      sent.push(frame);
    },
    stage: () => undefined,
    switchSend: () => sent.push('switch-send'),
    switchReceive: () => sent.push('switch-receive'),
    awaitStep: () => undefined,
    settled: () => undefined,
    fail: (reason) => reasons.push(reason),
  };
  return { link, sent, reasons };
}

function memoryOf<Keys>(first: Keys): KeyStore<Keys> {
  let keys = first;
  return {
    read: () => keys,
    update: (change) => {
      keys = change(keys);
      return Promise.resolve();
    },
  };
}

/** Host and guest of one chat at epoch 1, each with a link of its own. */
function createPair(guestKeyPair = createKeyPair(createFakeRandom('guest'))) {
  const random = createFakeRandom('pair');
  const clock = createFakeClock();
  const { invite, hostKeys } = createInvite(
    { hostName: '', deadlineUnixSeconds: 1, silence: 10, hasPassword: false, isRelayOnly: false },
    random,
  );
  const inviteKeys = deriveInviteKeys(invite);
  const pinned = createKeyPair(createFakeRandom('guest'));
  const resume = random(32);
  const seat = random(32);
  const guest = createGuestKeys(guestKeyPair, inviteKeys.resumption);
  const host: HostMemory = {
    keys: createHostKeys(hostKeys, inviteKeys.resumption),
    password: null,
    fails: 0,
    secret: null,
  };
  const claim = { pin: pinned.publicKey, seat, guestName: 'Ana' };
  const keys = memoryOf(commitGuest(guest, guest.cur, resume, seat));
  const memory = memoryOf(settleHost(commitHost(host, host.keys.cur, resume, claim)));
  const guestLink = createLink();
  const hostLink = createLink();
  const common = { terms: invite, inviteKeys, clock, random };
  return {
    clock,
    keys,
    memory,
    guest: {
      ...guestLink,
      rekey: createGuestRekey({ ...common, keys, isAttemptRunning: () => false }, guestLink.link),
    },
    host: {
      ...hostLink,
      rekey: createHostRekey(
        { ...common, memory, oneAtATime: (work) => work(), committed: () => Promise.resolve() },
        hostLink.link,
      ),
    },
  };
}

type Pair = ReturnType<typeof createPair>;

/** Hands over the newest thing that one side sent. */
function pass(from: Pair['guest'] | Pair['host'], to: { readonly rekey: Rekey }): void {
  const last = from.sent.findLast((one) => one !== 'switch-send' && one !== 'switch-receive');
  if (last === 'step') to.rekey.step();
  else if (typeof last === 'object') to.rekey.frame(encoded(last));
  else throw new Error('nothing was sent');
}

function encoded(frame: RekeyFrame): Uint8Array {
  let bytes = new Uint8Array();
  const { link } = createLink();
  sendRekeyFrame(
    {
      ...link,
      send: (content) => {
        if (content.type === 'rekey') bytes = content.frame.slice();
      },
    },
    frame,
  );
  return bytes;
}

function names(sent: readonly Sent[]): readonly string[] {
  return sent.map((one) => (typeof one === 'string' ? one : one.type));
}

async function start(pair: Pair): Promise<void> {
  pair.guest.rekey.start();
  await pair.clock.advance(REKEY_AFTER_MS);
}

describe('a rekey', () => {
  test('switches each direction exactly where section 9 says', async () => {
    const pair = createPair();
    await start(pair);
    pass(pair.guest, pair.host);
    pass(pair.host, pair.guest);
    pass(pair.guest, pair.host);
    await pair.clock.settle();
    pass(pair.host, pair.guest);
    await pair.clock.settle();
    pass(pair.guest, pair.host);
    await pair.clock.settle();
    expect(names(pair.guest.sent)).toEqual(['hs1', 'hs3', 'switch-send', 'switch-receive', 'step']);
    expect(names(pair.host.sent)).toEqual(['hs2', 'switch-receive', 'step', 'switch-send']);
    expect(pair.keys.read().cur).toEqual(pair.memory.read().keys.cur);
    expect(pair.keys.read().cur.epoch).toBe(2);
    expect(pair.memory.read().keys.prev).toBeNull();
    expect([pair.guest.rekey.isRunning(), pair.host.rekey.isRunning()]).toEqual([false, false]);
  });

  test('starts from the current epoch only: another is refused with 7 and ends the session', async () => {
    const pair = createPair();
    await start(pair);
    const [hello] = pair.guest.sent;
    if (typeof hello !== 'object' || hello.type !== 'hs1') throw new Error('no HS1');
    pair.host.rekey.frame(encoded({ ...hello, epoch: 2 }));
    expect(pair.host.sent).toMatchObject([{ type: 'err', code: 'state', left: 0 }]);
    expect(pair.host.reasons).toEqual([{ why: 'refused', code: 'state' }]);
  });

  test('whose first message does not open is refused with 3', async () => {
    const pair = createPair();
    await start(pair);
    const [hello] = pair.guest.sent;
    if (typeof hello !== 'object' || hello.type !== 'hs1') throw new Error('no HS1');
    pair.host.rekey.frame(encoded({ ...hello, message: hello.message.map((byte) => byte ^ 1) }));
    expect(pair.host.sent).toMatchObject([{ type: 'err', code: 'auth' }]);
    expect(pair.host.reasons).toEqual([{ why: 'refused', code: 'auth' }]);
  });

  test('of another key than the pinned one is refused with 5 and changes nothing', async () => {
    const pair = createPair(createKeyPair(createFakeRandom('thief')));
    const before = pair.memory.read();
    await start(pair);
    pass(pair.guest, pair.host);
    pass(pair.host, pair.guest);
    pass(pair.guest, pair.host);
    await pair.clock.settle();
    expect(pair.host.reasons).toEqual([{ why: 'refused', code: 'claimed' }]);
    expect(names(pair.host.sent)).toEqual(['hs2', 'err']);
    expect(pair.memory.read()).toBe(before);
  });

  test('whose third message does not open is refused with 3 and changes nothing', async () => {
    const pair = createPair();
    const before = pair.memory.read();
    await start(pair);
    pass(pair.guest, pair.host);
    pass(pair.host, pair.guest);
    const final = pair.guest.sent.find((one) => typeof one === 'object' && one.type === 'hs3');
    if (typeof final !== 'object' || final.type !== 'hs3') throw new Error('no HS3');
    pair.host.rekey.frame(encoded({ ...final, message: final.message.map((byte) => byte ^ 1) }));
    await pair.clock.settle();
    expect(pair.host.reasons).toEqual([{ why: 'refused', code: 'auth' }]);
    expect(pair.memory.read()).toBe(before);
  });

  test('that nobody asked for is out of order, on either side and at every step', async () => {
    const pair = createPair();
    const outOfOrder = new ProtocolError('out-of-order');
    const attempt = new Uint8Array(16);
    const reply = encoded({ type: 'hs2', attempt, message: new Uint8Array(1152) });
    const final = encoded({ type: 'hs3', attempt, message: new Uint8Array(64) });
    const refusal = encoded({ type: 'err', attempt, code: 'state', left: 0 });
    expect(() => {
      pair.guest.rekey.frame(reply);
    }).toThrow(outOfOrder);
    expect(() => {
      pair.guest.rekey.step();
    }).toThrow(outOfOrder);
    expect(() => {
      pair.host.rekey.frame(final);
    }).toThrow(outOfOrder);
    expect(() => {
      pair.host.rekey.step();
    }).toThrow(outOfOrder);
    await start(pair);
    // Of another attempt, and the host's word that it will not: each ends the session.
    expect(() => {
      pair.guest.rekey.frame(reply);
    }).toThrow(outOfOrder);
    expect(() => {
      pair.guest.rekey.frame(refusal);
    }).toThrow(outOfOrder);
    expect(() => {
      pair.guest.rekey.frame(new Uint8Array([9]));
    }).toThrow(new ProtocolError('malformed'));
    pass(pair.guest, pair.host);
    expect(() => {
      pass(pair.guest, pair.host);
    }).toThrow(outOfOrder);
    expect(() => {
      pair.host.rekey.frame(final);
    }).toThrow(outOfOrder);
  });

  test('that cannot be stored by the guest is not acknowledged and ends the session', async () => {
    const pair = createPair();
    await start(pair);
    pass(pair.guest, pair.host);
    pass(pair.host, pair.guest);
    pass(pair.guest, pair.host);
    await pair.clock.settle();
    pair.keys.update = () => Promise.reject(new Error('full'));
    pass(pair.host, pair.guest);
    await pair.clock.settle();
    expect(pair.guest.reasons).toEqual([{ why: 'storage' }]);
    expect(names(pair.guest.sent)).not.toContain('step');
  });
});
