// @ts-check
// Runs what the guide says of other databases: its adapters on MariaDB, taken from its fences, and
// the outbox on PostgreSQL through PgBouncer in both modes, by the contract suites.
//   npm run test:other-databases              both
//   npm run test:other-databases -- mariadb   or pgbouncer
// The servers are Debian's: installed by apt-get where this runs as root, else they have to be there.
// mysql2 comes from npm for this run, into node_modules/.cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../../.tasks/pnpm.mjs';
import { readOptions, refuseOptions } from '../../.tasks/read-options.mjs';
import { startOwnPostgres } from '../postgres/start-postgres.mjs';
import { requireProgram } from './require-program.mjs';
import { startMariadb } from './start-mariadb.mjs';
import { startPgbouncer } from './start-pgbouncer.mjs';
import { writeGuideModules } from './write-guide-modules.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'other-databases');
const { positionals: wanted } = readOptions(import.meta.url, { allowPositionals: true });
const known = ['mariadb', 'pgbouncer'];
if (wanted.some((name) => !known.includes(name))) {
  refuseOptions(import.meta.url, `Give some of ${known.join(', ')}.`);
}

/** @type {string[]} */
const failed = [];
if (isWanted('mariadb')) await tryMariadb();
if (isWanted('pgbouncer')) await tryPgbouncer();
if (failed.length > 0) process.stderr.write(`\nfailed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function tryMariadb() {
  installDriver('3.24.6');
  const modules = writeGuideModules(cache);
  const mariadb = await startMariadb(requireProgram('mariadbd', 'mariadb-server'));
  try {
    process.stdout.write(`\n${mariadb.version}\n`);
    runTests('MariaDB', ['--config', '.config/vitest.databases.config.mjs'], {
      GUIDE_MODULES: JSON.stringify(modules),
      MARIADB: JSON.stringify({ host: '127.0.0.1', port: mariadb.port, user: mariadb.user }),
    });
  } finally {
    await mariadb[Symbol.asyncDispose]();
  }
}

async function tryPgbouncer() {
  const program = requireProgram('pgbouncer', 'pgbouncer');
  const args = ['--config', '.config/vitest.config.mjs', 'test/outbox/postgres-outbox.test.ts'];
  const postgres = await startOwnPostgres();
  try {
    for (const mode of /** @type {const} */ (['session', 'transaction'])) {
      const pooler = await startPgbouncer(program, { mode, serverUrl: postgres.url });
      try {
        process.stdout.write(`\n${pooler.version}, pool_mode = ${mode}\n`);
        runTests(`PgBouncer, ${mode}`, args, { DATABASE_URL: pooler.url });
      } finally {
        await pooler[Symbol.asyncDispose]();
      }
    }
  } finally {
    await postgres[Symbol.asyncDispose]();
  }
}

/** @param {string} name */
function isWanted(name) {
  return wanted.length === 0 || wanted.includes(name);
}

/** @param {string} title @param {string[]} args @param {NodeJS.ProcessEnv} environment */
function runTests(title, args, environment) {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--maxWorkers=1', ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } },
  );
  if (status !== 0) failed.push(title);
}

/** @param {string} version */
function installDriver(version) {
  if (existsSync(join(cache, 'node_modules', 'mysql2', 'package.json'))) return;
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', ['install', ...options, `mysql2@${version}`], {
    cwd: cache,
    stdio: 'inherit',
    env: cleanEnvironment(),
  });
  if (status !== 0) throw new Error(`npm could not install mysql2@${version}`);
}
