/**
 * The steps of the handshake: messages altered on the way, and authentic ones whose content nobody should have sent.
 * One invite, the same people and draws each time, so that a message meets the state it was made for.
 */
import { encodeUtf8 } from '../../client/protocol/bytes.ts';
import {
  acceptHandshake,
  finishHandshake,
  readIdentity,
  type AwaitingFinal,
  type AwaitingReply,
  type HandshakeContext,
  type HandshakeKind,
} from '../../client/protocol/handshake.ts';
import { readMessage, writeMessage } from '../../client/protocol/noise.ts';
import { pad } from '../../client/protocol/padding.ts';
import { BAD_POINTS } from '../../client/protocol/testing/bad-points.ts';
import {
  answer,
  engine,
  FIRST,
  NAME,
  PASSWORD,
  REKEY,
  RESUME,
  run,
  start,
} from '../../client/protocol/testing/handshakes.ts';
import { mutateBytes } from './mutate.ts';
import type { Random } from './random.ts';
import { decoderTrial, type Target } from './target.ts';

type Context = HandshakeContext;

const VARIANTS = [
  ['first contact', FIRST],
  ['first contact with password', PASSWORD],
  ['resume', RESUME],
  ['rekey', REKEY],
] as const satisfies readonly (readonly [string, Context])[];
const AUTHENTIC = [FIRST, PASSWORD] as const;

export const HANDSHAKE_TARGETS: readonly Target[] = [
  ...VARIANTS.flatMap(([name, context]): Target[] => {
    const messages = run<HandshakeKind>(context);
    const guest = fresh<AwaitingReply<HandshakeKind>>(() => start<HandshakeKind>(context).state);
    const host = fresh<AwaitingFinal<HandshakeKind>>(() => answer<HandshakeKind>(messages.message1, context).state);
    return [
      {
        name: `message 1, ${name}`,
        share: 4000,
        draw: (random) =>
          decoderTrial(spoil(random, messages.message1), (message) => answer<HandshakeKind>(message, context), nothing),
      },
      {
        name: `message 2, ${name}`,
        share: 4000,
        draw: (random) =>
          decoderTrial(
            spoil(random, messages.message2),
            (message) => guest.use((state) => finishHandshake(state, message, NAME)),
            nothing,
          ),
      },
      {
        name: `message 3, ${name}`,
        share: 4000,
        draw: (random) =>
          decoderTrial(
            spoil(random, messages.message3),
            (message) => acceptHandshake(host.use((state) => readIdentity(state, message))),
            nothing,
          ),
      },
    ];
  }),
  {
    name: 'payload of message 1',
    share: 2000,
    draw: (random) => {
      const context = random.pick(AUTHENTIC);
      const { message } = writeMessage(engine(context, true), drawShare(random, context));
      return decoderTrial(message, (input) => answer(input, context), nothing);
    },
  },
  {
    name: 'payload of message 2',
    share: 2000,
    draw: (random) => {
      const context = random.pick(AUTHENTIC);
      const { message1 } = start(context);
      const { message } = writeMessage(readMessage(engine(context, false), message1).state, drawShare(random, context));
      return decoderTrial(message, (input) => finishHandshake(start(context).state, input, NAME), nothing);
    },
  },
  {
    name: 'payload of message 3',
    share: 2000,
    draw: (random) => {
      const { state, message1 } = start(FIRST);
      const { message2 } = answer(message1, FIRST);
      const { message } = writeMessage(readMessage(state.noise, message2).state, drawName(random));
      return decoderTrial(
        message,
        (input) => acceptHandshake(readIdentity(answer(message1, FIRST).state, input)),
        nothing,
      );
    },
  },
];

/** A state that a failed step leaves as it was, and a successful one uses up: then the next step gets another. */
function fresh<State>(create: () => State): { use<T>(step: (state: State) => T): T } {
  let state = create();
  return {
    use: (step) => {
      const result = step(state);
      state = create();
      return result;
    },
  };
}

/** Nearly always changed: an unchanged message costs a whole handshake. */
function spoil(random: Random, message: Uint8Array): Uint8Array {
  const kind = random.below(50);
  if (kind === 0) return message;
  if (kind === 1) return random.bytes(random.length(2000));
  if (kind < 10) return mutateBytes(random, message);
  // Of the right length, or nothing but the length is looked at.
  return message.map((byte, index) =>
    index === kind || random.below(400) === 0 ? byte ^ (1 + random.below(255)) : byte,
  );
}

function drawShare(random: Random, { password }: Context): Uint8Array {
  if (password === null) return random.bytes(random.below(8) === 0 ? 1 : 0);
  switch (random.below(3)) {
    case 0:
      return BAD_POINTS[random.below(BAD_POINTS.length)] ?? random.bytes(32);
    case 1:
      return random.bytes(32);
    default:
      // Even and below the prime: one in four of these is an element.
      return random.bytes(32).map((byte, index) => (index === 0 ? byte & 0xfe : index === 31 ? byte & 0x7f : byte));
  }
}

function drawName(random: Random): Uint8Array {
  const padded = pad(encodeUtf8(random.pick(['', 'Bo', '\u{1f331}'.repeat(63), 'a'.repeat(64)])));
  switch (random.below(3)) {
    case 0:
      return padded;
    case 1:
      return random.bytes(256);
    default:
      return mutateBytes(random, padded);
  }
}

function nothing(): void {
  // What a handshake gives is compared in the unit tests.
}
