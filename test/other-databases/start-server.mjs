// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Starts a server, and waits until its log says that it is ready. The log is a file: a pipe that
 * nobody reads would stop the server once it is full.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ folder: string, ready: string, user?: { uid: number, gid: number } | undefined, signal?: NodeJS.Signals }} options
 *   `folder`: for the log; `ready`: what the log then contains; `signal`: what stops it
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function startServer(program, args, { folder, ready, user, signal = 'SIGTERM' }) {
  const file = join(folder, 'server.log');
  const log = openSync(file, 'a');
  const server = spawn(program, [...args], { stdio: ['ignore', log, log], ...user });
  closeSync(log);
  const isReady = () => readFileSync(file, 'utf8').includes(ready);
  while (server.exitCode === null && !isReady()) await delay(100);
  if (!isReady()) throw new Error(`${program} has ended.\n${readFileSync(file, 'utf8')}`);
  return async () => {
    if (server.exitCode === null && server.kill(signal)) await once(server, 'close');
  };
}
