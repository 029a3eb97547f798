// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../packaging/find-free-port.mjs';
import { startServer } from './start-server.mjs';

/**
 * Starts a new MariaDB on a free port of the loopback; disposal stops and removes it.
 *
 * @param {string} program `mariadbd`
 * @returns {Promise<{ readonly port: number, readonly user: string, readonly version: string } & AsyncDisposable>}
 */
export async function startMariadb(program) {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-mariadb-'));
  try {
    const own = process.getuid?.() === 0 ? ['--user=root'] : [];
    const data = join(folder, 'data');
    const installed = spawnSync(
      'mariadb-install-db',
      [
        ...['--no-defaults', ...own, `--datadir=${data}`, '--skip-test-db'],
        '--auth-root-authentication-method=normal',
      ],
      { encoding: 'utf8' },
    );
    if (installed.status !== 0) throw new Error(`${installed.stdout}${installed.stderr}`);
    const port = await findFreePort();
    const stop = await startServer(
      program,
      [
        ...['--no-defaults', ...own, `--datadir=${data}`, `--socket=${join(folder, 's')}`],
        ...['--bind-address=127.0.0.1', `--port=${port}`, '--skip-log-bin'],
        // Test data is temporary: no need to wait for the disk.
        '--innodb-flush-log-at-trx-commit=0',
      ],
      { folder, ready: 'ready for connections' },
    );
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
    return {
      ...{ port, user: 'root' },
      version: `MariaDB ${/Ver ([\d.]+)/.exec(stdout)?.[1] ?? stdout.trim()}`,
      async [Symbol.asyncDispose]() {
        await stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
