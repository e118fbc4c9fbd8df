/** Everything in `client/protocol` that takes what somebody else wrote. */
import { CODEC_TARGETS } from './codec-targets.ts';
import { HANDSHAKE_TARGETS } from './handshake-targets.ts';
import type { Target } from './target.ts';
import { TEXT_TARGETS } from './text-targets.ts';

export const TARGETS: readonly Target[] = [...TEXT_TARGETS, ...CODEC_TARGETS, ...HANDSHAKE_TARGETS];
