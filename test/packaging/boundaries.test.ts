import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Shows that the rules detect violations: small packages, each file with one wrong import.

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Case {
  readonly file: string;
  readonly source: string;
  /** The rule that the import breaks; `undefined` for a valid import. */
  readonly rule?: string;
}

const cases: readonly Case[] = [
  { file: 'packages/slots/src/right.ts', source: `export { core } from '@sas-sos/core';` },
  { file: 'packages/slots/src/right.test.ts', source: `import '@sas-sos/testing';` },
  { file: 'packages/mtls/src/right.test.ts', source: `import '@sas-sos/test-pki';` },
  { file: 'packages/fastify/src/right.ts', source: `import type { node } from '@sas-sos/node';` },
  { file: 'packages/simulator/src/right.ts', source: `import '@sas-sos/mtls';` },
  { file: 'packages/simulator/src/rules.ts', source: `import '@sas-sos/conformance';` },
  { file: 'examples/express/src/right.ts', source: `import '@sas-sos/slots';` },
  { file: 'test/right.ts', source: `import '@sas-sos/gateway';` },
  {
    file: 'packages/core/src/type-of-another.ts',
    source: `import type { slots } from '@sas-sos/slots';`,
    rule: 'arrows-of-core',
  },
  {
    file: 'packages/slots/src/neighbour.ts',
    source: `import '@sas-sos/gateway';`,
    rule: 'arrows-of-slots',
  },
  {
    file: 'packages/gateway/src/part.ts',
    source: `import '@sas-sos/slots';`,
    rule: 'arrows-of-gateway',
  },
  {
    file: 'packages/simulator/src/judged.ts',
    source: `import type { slots } from '@sas-sos/slots';`,
    rule: 'arrows-of-simulator',
  },
  {
    file: 'packages/conformance/src/back.ts',
    source: `import type { simulator } from '@sas-sos/simulator';`,
    rule: 'arrows-of-conformance',
  },
  {
    file: 'packages/conformance/src/judged.ts',
    source: `export const slots = () => import('@sas-sos/slots');`,
    rule: 'arrows-of-conformance',
  },
  {
    file: 'packages/conformance/src/judged.test.ts',
    source: `import '@sas-sos/slots';`,
    rule: 'arrows-of-tests-of-conformance',
  },
  {
    file: 'packages/slots/src/suite-outside-tests.ts',
    source: `import '@sas-sos/testing';`,
    rule: 'arrows-of-slots',
  },
  {
    file: 'packages/mtls/src/pki-outside-tests.ts',
    source: `import '@sas-sos/test-pki';`,
    rule: 'arrows-of-mtls',
  },
  {
    file: 'packages/fastify/src/undeclared-package.ts',
    source: `import '@sas-sos/core';`,
    rule: 'arrows-of-fastify',
  },
  {
    file: 'packages/newcomer/src/unlisted.ts',
    source: `import '@sas-sos/core';`,
    rule: 'every-package-has-its-arrows',
  },
  {
    file: 'packages/slots/src/by-path.ts',
    source: `import '../../core/src/index.js';`,
    rule: 'through-the-door',
  },
  {
    file: 'packages/slots/src/example.ts',
    source: `import '../../../examples/express/src/right.js';`,
    rule: 'nothing-imports-examples-or-test',
  },
  {
    file: 'examples/express/src/from-test.ts',
    source: `import '../../../test/right.js';`,
    rule: 'nothing-imports-examples-or-test',
  },
  {
    file: 'packages/slots/src/from-a-test.ts',
    source: `import './right.test.js';`,
    rule: 'sources-import-no-tests',
  },
  {
    file: 'packages/slots/src/cycle-back.ts',
    source: `import './cycle.js';\nexport type back = 1;`,
    rule: 'no-cycle',
  },
  {
    file: 'packages/slots/src/nowhere.ts',
    source: `import 'no-such-package';`,
    rule: 'resolvable',
  },
  { file: 'packages/slots/src/undeclared.ts', source: `import 'other';`, rule: 'declared' },
  {
    file: 'packages/slots/src/only-for-development.ts',
    source: `import 'tool';`,
    rule: 'development-only-in-tests',
  },
];

/** Dependencies that each package of the small workspace declares. */
const declared: Readonly<Record<string, readonly string[]>> = {
  core: ['slots'],
  slots: ['core', 'gateway'],
  gateway: ['core', 'slots'],
  mtls: ['core'],
  node: ['core'],
  testing: ['core'],
  'test-pki': ['core'],
  fastify: ['node'],
  simulator: ['core', 'mtls', 'conformance', 'slots'],
  conformance: ['core', 'mtls', 'simulator', 'slots'],
  newcomer: ['core'],
};

let folder: string;
let broken: ReadonlySet<string>;

function write(path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function writeWorkspace() {
  for (const path of ['.config/dependency-cruiser.cjs', 'tsconfig.base.json']) {
    cpSync(join(root, path), join(folder, path));
  }
  write('package.json', '{ "private": true }');
  write('test/package.json', '{ "private": true }');
  write('examples/express/package.json', '{ "private": true }');
  for (const [name, others] of Object.entries(declared)) {
    const dependencies = Object.fromEntries(others.map((other) => [`@sas-sos/${other}`, '*']));
    const manifest = {
      name: `@sas-sos/${name}`,
      exports: { '.': { '@sas-sos/source': './src/index.ts', default: './dist/index.js' } },
      dependencies,
      devDependencies: { '@sas-sos/testing': '*', '@sas-sos/test-pki': '*', tool: '*' },
    };
    const identifier = name.replace('-', '_');
    write(`packages/${name}/package.json`, JSON.stringify(manifest));
    write(`packages/${name}/src/index.ts`, `export const ${identifier} = 1;`);
    mkdirSync(join(folder, 'node_modules/@sas-sos'), { recursive: true });
    symlinkSync(join(folder, 'packages', name), join(folder, 'node_modules/@sas-sos', name));
  }
  for (const name of ['other', 'tool']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  for (const { file, source } of cases) write(file, source);
  // The other half of the cycle; a cycle is reported once.
  write('packages/slots/src/cycle.ts', `import type { back } from './cycle-back.js';`);
}

function findBroken(): ReadonlySet<string> {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.config/dependency-cruiser.cjs', '--output-type', 'json'],
      ...['packages', 'examples', 'test'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout) throw new Error(stderr);
  const violations: { from: string; rule: { name: string } }[] =
    JSON.parse(stdout).summary.violations;
  return new Set(violations.map(({ from, rule }) => `${from}: ${rule.name}`));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sas-sos-boundaries-'));
  writeWorkspace();
  broken = findBroken();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the boundaries', () => {
  it.each(cases)('$file: $rule', ({ file, rule }) => {
    const violations = [...broken].filter((violation) => violation.startsWith(`${file}: `));
    if (rule) expect(violations).toContain(`${file}: ${rule}`);
    else expect(violations).toEqual([]);
  });
});
