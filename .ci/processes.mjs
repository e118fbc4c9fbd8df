/**
 * Child processes that never outlive their parent: each gets a process group of its own, hears of an interruption once,
 * and whatever is left of the group when it ends is swept away. Imports nothing but Node.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PATIENCE_MS = 10_000;
const PARENT_CHECK_MS = 500;

const running = new Set();
let isInterrupted = false;

/**
 * Starts a program of this repository or of the system, in the root. `isQuiet` keeps its output back; otherwise it goes
 * to the terminal. Ends with its exit code and what was kept back.
 */
export function run(command, args, { isQuiet = false, env = {} } = {}) {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, interrupt);
  return new Promise((settle) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', isQuiet ? 'pipe' : 'inherit', isQuiet ? 'pipe' : 'inherit'],
      detached: true,
    });
    const kept = [];
    const ended = (code, output) => {
      running.delete(child);
      sweep(child);
      if (running.size === 0) for (const signal of SIGNALS) process.off(signal, interrupt);
      settle({ code, output });
    };
    running.add(child);
    child.stdout?.on('data', (bytes) => kept.push(bytes));
    child.stderr?.on('data', (bytes) => kept.push(bytes));
    child.on('error', (error) => ended(1, `${error.message}\n`));
    child.on('close', (code) => ended(code ?? 1, Buffer.concat(kept).toString()));
  });
}

/** The same for a program that an installed package brings along. */
export function runTool(name, args, options) {
  return run(`node_modules/.bin/${name}`, args, options);
}

/**
 * Ends this process, as an interruption would, when the one that started it is gone: a signal to npm reaches only the
 * shell between npm and its script.
 */
export function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Asks everything that runs to end, and insists after a while. */
export function stopAll() {
  for (const child of running) {
    child.kill('SIGINT');
    setTimeout(() => sweep(child), PATIENCE_MS).unref();
  }
}

/** Whether the person asked to stop; the next step should not start. */
export function wasInterrupted() {
  return isInterrupted;
}

/** Ends with the sentence on standard error, unless the step went well. */
export async function must(step, sentence) {
  const { code, output } = await step;
  if (code === 0) return;
  process.stderr.write(`${output}${isInterrupted ? 'Stopped.' : sentence}\n`);
  process.exit(1);
}

function interrupt() {
  if (isInterrupted) return;
  isInterrupted = true;
  stopAll();
}

function sweep(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group is gone already.
  }
}
