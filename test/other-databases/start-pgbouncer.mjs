// @ts-check
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../packaging/find-free-port.mjs';
import { findUnprivilegedUser } from '../postgres/unprivileged-user.mjs';
import { startServer } from './start-server.mjs';

/**
 * Starts PgBouncer on a free port of the loopback, before every database of a server.
 *
 * @param {string} program
 * @param {{ readonly mode: 'session' | 'transaction', readonly serverUrl: string }} options
 * @returns {Promise<{ readonly url: string, readonly version: string } & AsyncDisposable>} `url` as
 *   that of the server, but through the pooler
 */
export async function startPgbouncer(program, { mode, serverUrl }) {
  // TMPDIR of root may be a folder that other users cannot access.
  const folder = mkdtempSync('/tmp/sas-sos-pgbouncer-');
  const port = await findFreePort();
  const server = new URL(serverUrl);
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
* = host=${server.hostname} port=${server.port} user=${server.username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
max_client_conn = 500
default_pool_size = 40
`,
  );
  chmodSync(folder, 0o755);
  // It refuses to run as root, and ends at once by SIGINT alone.
  const user = findUnprivilegedUser();
  const stop = await startServer(program, [file], {
    ...{ folder, user, ready: 'process up', signal: 'SIGINT' },
  });
  const url = new URL(serverUrl);
  url.port = String(port);
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return {
    url: url.href,
    version: stdout.split('\n', 1)[0] ?? 'PgBouncer',
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
