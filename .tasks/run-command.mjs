import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './workspace.mjs';

// What npm tells the scripts it runs about itself; pnpm and npx would take it for settings.
const fromNpm =
  /^npm_(package_|lifecycle_|command$|execpath$|node_execpath$|config_(user_agent|npm_version|node_gyp|init_module|local_prefix|global_prefix|prefix|noproxy)$)/i;

/** The environment as it was before npm, with the workspace's commands on the PATH. */
export function cleanEnvironment(...folders) {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !fromNpm.test(name)),
  );
  const commands = [...folders, ''].map((folder) => join(root, folder, 'node_modules', '.bin'));
  const path = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  environment[path] = [...commands, environment[path]].join(delimiter);
  return environment;
}

/** Runs a command, keeps what it prints, and gives both. */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ status: 1, output: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/**
 * Runs a program of Node in the foreground and ends as it ends: its signals, its exit code.
 */
export function become(args, environment = {}) {
  const child = startProgram(args, environment, 'inherit');
  passSignals([child]);
  child.on('exit', endAs);
}

/**
 * Runs programs of Node side by side: gives the first line that each prints, once all have, and ends
 * them all as soon as one ends. What else they print on standard output is not shown.
 */
export async function runTogether(programs) {
  const children = programs.map(({ args, environment }) =>
    startProgram(args, environment, ['ignore', 'pipe', 'inherit']),
  );
  passSignals(children);
  const left = new Set(children);
  let first;
  for (const child of children) {
    child.on('exit', (...how) => {
      left.delete(child);
      first ??= how;
      for (const other of left) other.kill('SIGTERM');
      if (left.size === 0) endAs(...first);
    });
  }
  return Promise.all(children.map(readFirstLine));
}

function startProgram(args, environment, stdio) {
  return spawn(process.execPath, args, {
    cwd: root,
    env: { ...cleanEnvironment(), ...environment },
    stdio,
  });
}

/** Gives to programs the signals that this process gets. */
function passSignals(children) {
  const killAll = (signal) => {
    for (const child of children) child.kill(signal);
  };
  // Ctrl-C reaches them by itself; a signal sent to this process alone does not.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) killAll(signal);
    });
  }
  // npm gives a signal to its shell, which keeps it to itself: that npm is gone is the only sign.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) killAll('SIGTERM');
  }, 500).unref();
}

/** Ends this process as a program of its ended. */
function endAs(status, signal) {
  if (!signal) process.exit(status ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Never settles for a program that prints none. */
function readFirstLine({ stdout }) {
  return new Promise((resolve) => {
    let output = '';
    stdout.setEncoding('utf8').on('data', (text) => {
      if (output.includes('\n')) return;
      output += text;
      if (output.includes('\n')) resolve(output.slice(0, output.indexOf('\n')));
    });
  });
}

/** Prints why a step failed, and ends. */
export function fail(sentence, output = '') {
  console.error([output.trim(), sentence].filter(Boolean).join('\n'));
  process.exit(1);
}
