// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, lchownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgresBinaries } from './postgres-binaries.mjs';
import { findUnprivilegedUser } from './unprivileged-user.mjs';

/** @typedef {{ uid: number, gid: number }} User */

/**
 * `fast`: ends sessions, and writes everything to disk; `immediate`: like a crash.
 *
 * @typedef {{
 *   readonly url: string,
 *   stop(mode: 'fast' | 'immediate'): Promise<void>,
 *   start(): Promise<void>,
 * } & AsyncDisposable} OwnPostgres
 */

// Test data is temporary: no need to wait for the disk.
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const settings = {
  max_connections: '200',
  listen_addresses: '127.0.0.1',
  timezone: 'UTC',
};

/**
 * Returns a PostgreSQL for tests: the one of `DATABASE_URL` if it is set, otherwise a new one on a
 * free loopback port, which is stopped and removed at disposal, or when this process ends for any
 * reason.
 *
 * @param {{ isDurable?: boolean }} [options] `isDurable`: commits wait for the disk, as in production;
 *   no effect on that of `DATABASE_URL`.
 * @returns {Promise<{ readonly url: string } & AsyncDisposable>} `url` names a database of a user
 *   who may create others.
 * @throws Error when no PostgreSQL can be started; tests that need one fail, they are not skipped.
 */
export async function startPostgres({ isDurable = false } = {}) {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, [Symbol.asyncDispose]: async () => {} };
  return startOwnPostgres({ isDurable });
}

/**
 * Starts a new PostgreSQL, even if `DATABASE_URL` is set: it can be stopped and started again at
 * the same address.
 *
 * @param {{ isDurable?: boolean, home?: string }} [options] as above; `home`: the folder of the only
 *   one to be tried.
 * @returns {Promise<OwnPostgres>}
 */
export async function startOwnPostgres({ isDurable = false, home: only } = {}) {
  const failures = [];
  const binaries = only
    ? [{ origin: only, bin: join(only, 'bin'), home: only }]
    : findPostgresBinaries();
  for (const { origin, bin, home } of binaries) {
    try {
      return await start(bin, home, isDurable);
    } catch (error) {
      failures.push(`${origin}: ${error instanceof Error ? error.message.trim() : error}`);
    }
  }
  throw new Error(
    [
      'No PostgreSQL could be started, and these tests need one. Set DATABASE_URL to a server whose user may create databases, or install the optional dependencies of test/package.json.',
      ...failures,
    ].join('\n'),
  );
}

/**
 * @param {string} bin
 * @param {string} home
 * @param {boolean} isDurable
 */
async function start(bin, home, isDurable) {
  const user = findUnprivilegedUser();
  // TMPDIR of root may be a folder that other users cannot access.
  const folder = mkdtempSync(join(user ? '/tmp' : tmpdir(), 'sas-sos-pg-'));
  try {
    if (user) lchownSync(folder, user.uid, user.gid);
    const usable = canRun(bin, folder, user) ? bin : copyBinaries(home, folder, user);
    const data = join(folder, 'data');
    run(
      join(usable, 'initdb'),
      [
        `--pgdata=${data}`,
        '--username=postgres',
        '--auth=trust',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      folder,
      user,
    );
    const all = isDurable ? settings : { ...hasty, ...settings };
    return await serve(join(usable, 'postgres'), folder, data, all, user);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * @param {string} bin
 * @param {string} cwd
 * @param {User | undefined} user
 */
function canRun(bin, cwd, user) {
  return spawnSync(join(bin, 'initdb'), ['--version'], { cwd, ...user }).status === 0;
}

/**
 * Copies the binaries to a folder that the user who runs them can read.
 *
 * @param {string} home
 * @param {string} folder
 * @param {User | undefined} user
 */
function copyBinaries(home, folder, user) {
  const copy = join(folder, 'postgresql');
  cpSync(home, copy, { recursive: true, verbatimSymlinks: true });
  if (user) {
    for (const path of ['', ...readdirSync(copy, { recursive: true, encoding: 'utf8' })]) {
      lchownSync(join(copy, path), user.uid, user.gid);
    }
  }
  return join(copy, 'bin');
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @param {User | undefined} user
 */
function run(command, args, cwd, user) {
  const { status, error, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', ...user });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
}

/**
 * Starts the server under its keeper; tries another port if the first was taken meanwhile.
 *
 * @param {string} command
 * @param {string} folder
 * @param {string} data
 * @param {Readonly<Record<string, string>>} settings
 * @param {User | undefined} user
 */
async function serve(command, folder, data, settings, user) {
  const sockets = join(folder, 's');
  mkdirSync(sockets);
  if (user) lchownSync(sockets, user.uid, user.gid);

  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const all = { ...settings, port: String(port), unix_socket_directories: sockets };
    const options = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const keeper = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('keep-postgres.mjs', import.meta.url)),
        JSON.stringify({ command, args: ['-D', data, ...options], folder, user }),
      ],
      // In its own process group: Ctrl-C ends only the tests, which then release the database.
      { stdio: ['pipe', 'pipe', 'inherit'], detached: true },
    );
    const answer = await firstText(keeper.stdout);
    if (answer === 'ready\n') return createServerHandle(keeper, port);
    if (attempt === 5 || !answer.includes('Address already in use')) throw new Error(answer);
  }
}

/** @param {import('node:stream').Readable} stream */
async function firstText(stream) {
  stream.setEncoding('utf8');
  for await (const text of stream.iterator({ destroyOnReturn: false })) return String(text);
  return 'PostgreSQL ended without output.';
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, import('node:stream').Readable, null>} keeper
 * @param {number} port
 * @returns {OwnPostgres}
 */
function createServerHandle(keeper, port) {
  // A script that forgets the disposal can still exit; the keeper then stops the server.
  for (const handle of [keeper, keeper.stdin, keeper.stdout]) {
    if ('unref' in handle && typeof handle.unref === 'function') handle.unref();
  }
  const closed = once(keeper, 'exit');
  /** @param {'start' | 'fast' | 'immediate'} order @param {string} answer */
  async function send(order, answer) {
    keeper.ref();
    const answered = firstText(keeper.stdout);
    keeper.stdin.write(`${order}\n`);
    const text = await answered;
    keeper.unref();
    if (text !== answer) throw new Error(text);
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: (mode) => send(mode, 'stopped\n'),
    start: () => send('start', 'ready\n'),
    async [Symbol.asyncDispose]() {
      keeper.ref();
      keeper.stdin.end();
      await closed;
    },
  };
}

/** @returns {Promise<number>} */
async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
