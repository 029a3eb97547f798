// @ts-check
// Changes the sources one operator at a time and counts how many changes a test notices:
//   npm run mutation                                 the four packages below
//   npm run mutation -- packages/node/src/*.ts       some files
//   npm run mutation -- --share 0.1 --seed a         a tenth of the mutants, always the same ones
//   npm run mutation -- --tests 'packages/mtls/src/certificate/*.test.ts' packages/mtls/src/certificate/*.ts
//                                                    with some tests only: sooner, never a higher score
// A mutant that times out counts as noticed. On a busy machine it may only have been slow: apply those
// by hand and run the tests of their module.
// Stryker is installed only for the run: nothing else needs it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../../.tasks/pnpm.mjs';
import { readOptions } from '../../.tasks/read-options.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Within node_modules, so that Stryker's runner finds the workspace's vitest.
const home = join(root, 'node_modules', '.cache', 'mutation');
const version = '9.6.1';
const packages = ['appointments', 'mtls', 'node', 'slots'];

const { values: sample, positionals: given } = readOptions(import.meta.url, {
  options: {
    share: { type: 'string', default: '1' },
    seed: { type: 'string', default: '' },
    tests: { type: 'string', multiple: true },
  },
  allowPositionals: true,
});

mkdirSync(home, { recursive: true });
writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true }));
run(
  'npm',
  [
    ...[
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--legacy-peer-deps',
      '--loglevel=error',
    ],
    ...[`@stryker-mutator/core@${version}`, `@stryker-mutator/vitest-runner@${version}`],
  ],
  home,
);

const sources = given.length > 0 ? given : packages.map((name) => `packages/${name}/src/**/*.ts`);
const folders = new Set(sources.map((path) => path.split('/').slice(0, 2).join('/')));
const tests = sample.tests ?? [...folders].map((folder) => `${folder}/src/**/*.test.ts`);
writeFileSync(
  join(home, 'stryker.config.json'),
  JSON.stringify({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', join(root, 'test/mutation/sample.mjs')],
    checkers: ['sample'],
    vitest: { configFile: '.config/vitest.mutation.config.mjs', related: false },
    mutate: [
      ...sources,
      ...['test', 'fixture', 'd'].map((kind) => `!**/*.${kind}.ts`),
      '!**/test-data/**',
      '!**/index.ts',
      '!**/cli.ts',
    ],
    ignorePatterns: ['**/dist', '**/.data', 'docs', '.git'],
    // Texts of errors and logs are not behaviour that tests check. Left out with them, and so not
    // measured: strings that are (codes, names of headers), and regular expressions.
    mutator: { excludedMutations: ['StringLiteral', 'Regex'] },
    reporters: ['progress-append-only', 'clear-text', 'json'],
    clearTextReporter: {
      allowColor: false,
      logTests: false,
      reportTests: false,
      reportMutants: true,
    },
    jsonReporter: { fileName: join(home, 'mutation.json') },
    tempDirName: join(home, 'sandbox'),
    // Half of the processes are for the checker, which does nothing once the sample is chosen.
    concurrency: 4,
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 15,
    disableTypeChecks: false,
  }),
);
run(
  process.execPath,
  [
    join(home, 'node_modules/@stryker-mutator/core/bin/stryker.js'),
    'run',
    join(home, 'stryker.config.json'),
  ],
  root,
  {
    MUTATION_TESTS: tests.join(),
    MUTATION_SHARE: sample.share,
    MUTATION_SEED: sample.seed,
  },
);

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {Readonly<Record<string, string>>} [environment]
 */
function run(command, args, cwd, environment) {
  const env = { ...cleanEnvironment(), ...environment };
  const { status } = spawnSync(command, args, { cwd, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
