/**
 * Makes one file of the simulator and the shipped core, for worker threads. On the way it puts a probe around the session
 * table, and plants a bug where one is asked for.
 */
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import type { Change, Plant } from './plants.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Calls `globalThis.chaosProbe` with each role, phase and event, and whether they are an edge of the table. */
const PROBE: Change = {
  file: 'client/session/machine.ts',
  find: 'export function transition(role: Role, state: SessionState, event: SessionEvent): Transition | null {',
  replace: `export function transition(role: Role, state: SessionState, event: SessionEvent): Transition | null {
  const next = judge(role, state, event);
  globalThis.chaosProbe?.(role, state.phase, event.type, next !== null);
  return next;
}
function judge(role: Role, state: SessionState, event: SessionEvent): Transition | null {`,
};

/** @returns the path of a module to be started in a worker thread */
export async function bundle(plant: Plant | null = null): Promise<string> {
  const outDir = join(ROOT, '.cache/chaos', plant === null ? 'shipped' : plant.name.replaceAll(/\W+/g, '-'));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins: [substitute([PROBE, ...(plant?.changes ?? [])])],
    ssr: { noExternal: true },
    build: { ssr: join(ROOT, 'e2e/chaos/worker.ts'), outDir, emptyOutDir: true, minify: false, target: 'node20' },
  });
  return join(outDir, 'worker.js');
}

function substitute(changes: readonly Change[]): Plugin {
  const done = new Set<Change>();
  return {
    name: 'substitute',
    enforce: 'pre',
    transform: (code, id) => {
      let changed = code;
      for (const change of changes) {
        if (id !== join(ROOT, change.file)) continue;
        if (changed.split(change.find).length !== 2)
          throw new Error(`internal: no place in ${change.file} for ${change.find}`);
        changed = changed.replace(change.find, () => change.replace);
        done.add(change);
      }
      return changed === code ? null : { code: changed, map: null };
    },
    buildEnd: (error) => {
      if (error !== undefined) return;
      for (const change of changes)
        if (!done.has(change)) throw new Error(`internal: no place in ${change.file} for ${change.find}`);
    },
  };
}
