// @ts-check
// Runs one PostgreSQL for as long as its parent lives, then stops it and removes its folder.
//
// A separate process, because only that survives a killed parent: the end of standard input is the
// only signal that always arrives. Argument: JSON with the command, the user and the folder. A line
// on standard input stops the server, `fast` or `immediate`, or starts it again: `start`.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** @type {{ command: string, args: string[], folder: string, user?: { uid: number, gid: number } }} */
const { command, args, folder, user } = JSON.parse(process.argv[2] ?? '');

let log = '';
let ready = false;
let paused = false;
let stopping = false;
let postgres = start();

function start() {
  log = '';
  ready = false;
  paused = false;
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...user });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    if (ready) return;
    log += text;
    if (!log.includes('database system is ready to accept connections')) return;
    ready = true;
    process.stdout.write('ready\n');
  });
  child.on('error', (error) => finish(error.message));
  child.on('close', () => {
    if (paused && !stopping) process.stdout.write('stopped\n');
    else finish(log);
  });
  return child;
}

process.stdin.setEncoding('utf8').on('data', (text) => {
  for (const order of String(text).trim().split('\n')) {
    if (order === 'start') {
      postgres = start();
    } else {
      paused = true;
      postgres.kill(order === 'immediate' ? 'SIGQUIT' : 'SIGINT');
    }
  }
});

// SIGINT asks PostgreSQL for a fast shutdown: it ends open sessions.
function stop() {
  stopping = true;
  if (postgres.exitCode === null && postgres.signalCode === null) postgres.kill('SIGINT');
  else finish(log);
}
process.stdin.on('end', stop);
process.on('SIGTERM', stop);
process.stdout.on('error', () => {});

/** @param {string} reason */
function finish(reason) {
  // If the server never started, the parent retries in the same folder.
  if (ready || stopping) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  else process.stdout.write(reason);
  process.stdin.destroy();
}
