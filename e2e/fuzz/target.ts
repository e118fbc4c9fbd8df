/** One decoder under fuzzing, and what it may do with an input. */
import { ProtocolError } from '../../client/protocol/errors.ts';
import type { Random } from './random.ts';

export interface Target {
  readonly name: string;
  /** How many of a million inputs are for this one. */
  readonly share: number;
  /** Makes the next input. The trial that it returns does the same at every call. */
  draw(random: Random): Trial;
}

export interface Trial {
  /** To be shown when the trial fails. */
  readonly input: Uint8Array | string;
  /** @returns what came of it: `accepted`, `null`, or the code of the ProtocolError. Throws for everything else. */
  run(): string;
}

/** Of a decoder, which throws ProtocolError for what it refuses. `check` throws if what it gave is wrong. */
export function decoderTrial<Input extends Uint8Array | string, T>(
  input: Input,
  decode: (input: Input) => T,
  check: (decoded: T) => void,
): Trial {
  return {
    input,
    run: () => {
      let decoded: T;
      try {
        decoded = decode(input);
      } catch (error) {
        if (error instanceof ProtocolError) return error.code;
        throw error;
      }
      check(decoded);
      return 'accepted';
    },
  };
}

/** Of a parser, which returns null for what it refuses, and throws nothing at all. */
export function parserTrial<Input extends Uint8Array | string, T>(
  input: Input,
  parse: (input: Input) => T | null,
  check: (parsed: T) => void,
): Trial {
  return {
    input,
    run: () => {
      const parsed = parse(input);
      if (parsed === null) return 'null';
      check(parsed);
      return 'accepted';
    },
  };
}

/** For decoders whose input has one form only. */
export function same(encoded: Uint8Array | string, input: Uint8Array | string): void {
  if (Buffer.compare(Buffer.from(encoded), Buffer.from(input)) !== 0)
    throw new Error('decoded to what has another form');
}
