import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { cleanEnvironment } from './pnpm.mjs';
import { root } from './workspace.mjs';

/**
 * Runs Node programs in parallel and ends all of them as soon as one ends. Resolves with the first
 * line of each, once all have printed one. Later lines on standard output are only shown if
 * `isShown` accepts them.
 */
export async function runTogether(programs, { isShown }) {
  const children = programs.map(({ args, environment }) =>
    spawn(process.execPath, args, {
      cwd: root,
      env: { ...cleanEnvironment(), ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  passSignals(children);
  const running = new Set(children);
  let firstEnd;
  for (const child of children) {
    child.on('exit', (...end) => {
      running.delete(child);
      firstEnd ??= end;
      for (const other of running) other.kill('SIGTERM');
      if (running.size === 0) endAs(...firstEnd);
    });
  }
  return Promise.all(children.map((child) => readFirstLine(child, isShown)));
}

/** Forwards the signals of this process to the programs. */
function passSignals(children) {
  const killAll = (signal) => {
    for (const child of children) child.kill(signal);
  };
  // Ctrl-C reaches them directly; a signal sent only to this process does not.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) killAll(signal);
    });
  }
  // npm sends a signal to its shell, which does not forward it: the only sign is that npm is gone.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) killAll('SIGTERM');
  }, 500).unref();
}

/** Ends this process in the same way as its program. */
function endAs(status, signal) {
  if (!signal) process.exit(status ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Resolves with the first line; never settles for a program that prints none. */
function readFirstLine({ stdout }, isShown) {
  return new Promise((resolve) => {
    let count = 0;
    createInterface({ input: stdout }).on('line', (line) => {
      count += 1;
      if (count === 1) resolve(line);
      else if (isShown(line)) console.log(line);
    });
  });
}
