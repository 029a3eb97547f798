import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBin } from './find-bin.js';
import type { ModuleKind, Project } from './project.js';
import { runProgram } from './run-program.js';
import { transpile } from './transpile.js';
import { writeType } from './write-example.js';

interface Runner {
  readonly title: string;
  readonly moduleKinds: readonly ModuleKind[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly quick?: ModuleKind;
  /** Imports `describe` and `it`, which jest declares globally. */
  readonly importsFrom?: string;
  readonly file: string;
  /** Arguments of Node, and the text that says how many tests have passed. */
  command(folder: string, moduleKind: ModuleKind): readonly string[];
  readonly passed: RegExp;
}

/** Fewer means that a suite was not declared. */
const leastTests = 150;

const both: readonly ModuleKind[] = ['ES modules', 'CommonJS'];
const jest = {
  file: 'suites.test.js',
  moduleKinds: both,
  command: (folder: string, moduleKind: ModuleKind) => [
    ...(moduleKind === 'ES modules' ? ['--experimental-vm-modules'] : []),
    findBin(folder, 'jest'),
    '--rootDir',
    folder,
    '--testTimeout=60000',
  ],
  passed: /^Tests: +(\d+) passed, \d+ total$/m,
};

const runners: readonly Runner[] = [
  {
    title: '`node:test`',
    moduleKinds: both,
    dependencies: {},
    quick: 'CommonJS',
    importsFrom: 'node:test',
    file: 'suites.test.js',
    command: () => ['--test', '--test-reporter=tap', 'suites.test.js'],
    passed: /^# pass (\d+)$/m,
  },
  {
    title: 'vitest',
    moduleKinds: ['ES modules'],
    dependencies: { vitest: '4' },
    importsFrom: 'vitest',
    file: 'suites.test.js',
    command: (folder) => [findBin(folder, 'vitest'), 'run', '--root', folder],
    passed: /Tests +(\d+) passed \(\d+\)/,
  },
  { title: 'jest 30', dependencies: { jest: '30' }, ...jest },
  { title: 'jest 29', dependencies: { jest: '29' }, ...jest },
];

/** The contract suites over adapters in memory and over the outbox on SQLite. */
const suites = `import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import {
  createMemoryAgenda,
  createMemoryOutbox,
  createMemoryRegulatorAccounts,
  createMemorySignOn,
  describeAgenda,
  describeOutbox,
  describeRegulatorAccounts,
  describeSignOn,
} from '@sas-sos/testing';

const runner = { describe, it };
describeAgenda({
  runner,
  create(fixture) {
    const agenda = createMemoryAgenda(fixture);
    return { agenda, book: agenda.book, release: agenda.release };
  },
});
describeRegulatorAccounts({
  runner,
  create: (accounts) => ({ accounts: createMemoryRegulatorAccounts({ accounts }) }),
});
describeSignOn({ runner, create: () => ({ signOn: createMemorySignOn() }) });
describeOutbox({ runner, create: () => ({ outbox: createMemoryOutbox() }) });
describeOutbox({
  name: 'Outbox on SQLite',
  runner,
  async create() {
    const folder = mkdtempSync(join(tmpdir(), 'sas-sos-matrix-'));
    const outbox = await openSqliteOutbox({ file: join(folder, 'outbox.sqlite') });
    return {
      outbox,
      async dispose() {
        await outbox.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
});
`;

/** The contract suites under each runner of tests. */
export function listRunnerProjects(): Project[] {
  return runners.flatMap((runner) =>
    runner.moduleKinds.map((moduleKind) => toProject(runner, moduleKind)),
  );
}

function toProject(
  { title, dependencies, quick, importsFrom, file, command, passed }: Runner,
  moduleKind: ModuleKind,
): Project {
  return {
    subject: 'runners',
    title,
    moduleKind,
    dependencies: { '@photostructure/sqlite': '1', ...dependencies },
    shown: Object.keys(dependencies),
    isQuick: quick === moduleKind,
    async prepare(folder) {
      await writeType(folder, moduleKind);
      const imports = importsFrom ? `import { describe, it } from '${importsFrom}';\n` : '';
      await writeFile(join(folder, file), transpile(imports + suites, moduleKind));
    },
    async run(folder, node) {
      const text = await runProgram(node, command(folder, moduleKind), {
        cwd: folder,
        environment: { NO_COLOR: '1' },
      });
      const [, count = '0'] = passed.exec(text) ?? [];
      if (Number(count) < leastTests) throw new Error(`${count} tests have passed\n${text}`);
    },
  };
}
