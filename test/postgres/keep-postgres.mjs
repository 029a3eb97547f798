// @ts-check
// Runs one PostgreSQL for as long as its parent lives, then stops it and removes its folder.
//
// A process of its own, because nothing else outlives a parent that was killed: the end of standard
// input is the one sign that always comes. Arguments: JSON of what is run, as whom, and the folder.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** @type {{ command: string, args: string[], folder: string, user?: { uid: number, gid: number } }} */
const { command, args, folder, user } = JSON.parse(process.argv[2] ?? '');

const postgres = spawn(command, args, {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'pipe'],
  ...user,
});

let log = '';
let ready = false;
postgres.stderr.setEncoding('utf8').on('data', (text) => {
  if (ready) return;
  log += text;
  if (!log.includes('database system is ready to accept connections')) return;
  ready = true;
  process.stdout.write('ready\n');
});

// SIGINT asks PostgreSQL for a fast shutdown: it ends the sessions that are open.
let stopping = false;
function stop() {
  stopping = true;
  postgres.kill('SIGINT');
}
process.stdin.resume().on('end', stop);
process.on('SIGTERM', stop);
process.stdout.on('error', () => {});

postgres.on('error', (error) => finish(error.message));
postgres.on('close', () => finish(log));

/** @param {string} reason */
function finish(reason) {
  // One that never served is tried again by the parent, in the same folder.
  if (ready || stopping) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  else process.stdout.write(reason);
  process.stdin.destroy();
}
