/** The link between a router and the public segment: a cable, or where packets shall take their time, `wan.py`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Namespace } from '../fixtures/namespace.ts';
import type { Conditions } from './profiles.ts';

export interface Wan {
  end(): Promise<void>;
}

/** Makes a device `wan` inside and one called `name` outside; neither is up yet. */
export async function startWan(options: {
  readonly inside: Namespace;
  readonly outside: Namespace;
  readonly name: string;
  readonly conditions: Conditions;
}): Promise<Wan> {
  const { inside, outside, name } = options;
  const { delayMs, jitterMs } = options.conditions;
  if (delayMs === 0) {
    inside.run(`ip link add wan type veth peer name ${name} netns ${outside.pid}`);
    return { end: () => Promise.resolve() };
  }
  const args = [inside.pid, 'wan', outside.pid, name, delayMs, jitterMs].map(String);
  const mover = spawn('python3', [join(import.meta.dirname, 'wan.py'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await Promise.race([once(mover.stdout, 'data'), once(mover, 'exit')]);
  if (mover.exitCode !== null) throw new Error('wan.py ended before its devices were there.');
  return {
    end: async () => {
      if (mover.exitCode !== null || mover.signalCode !== null) return;
      mover.kill('SIGKILL');
      await once(mover, 'exit');
    },
  };
}
