// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootManifest } from '../../.tasks/workspace.mjs';

/**
 * Writes a project that depends on the tarballs, and on nothing else of this repository.
 *
 * @param {string} folder
 * @param {readonly { readonly name: string, readonly tarball: string }[]} packages
 */
export function writeConsumer(folder, packages) {
  const names = packages.map(({ name }) => name);
  /** @type {Readonly<Record<string, string>>} */
  const files = {
    'package.json': json({
      private: true,
      dependencies: {
        ...Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`])),
        '@types/node': rootManifest.devDependencies['@types/node'],
        jest: '30.5.2',
      },
    }),
    'same-names.mjs': sameNames(names),
    'contract.test.mjs': contractTest,
    'conformance.jest.cjs': conformanceTest,
    'jest.config.cjs': "module.exports = { testMatch: ['**/*.jest.cjs'] };\n",
    'tsconfig.json': json(strictConfiguration),
    'all.mts': importAll(names, (name, index) => `import * as p${index} from '${name}';`),
    'all.cts': importAll(names, (name, index) => `import p${index} = require('${name}');`),
    'contract.mts': contractTest,
  };
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
}

/** A project that lets nothing pass, in declarations neither. */
export const strictConfiguration = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    types: ['node'],
  },
  include: ['*.mts', '*.cts'],
};

const contractTest = `import { describe, it } from 'node:test';
import { createMemoryAgenda, describeAgenda } from '@sas-sos/testing';

describeAgenda({
  runner: { describe, it },
  create(fixture) {
    const agenda = createMemoryAgenda(fixture);
    return { agenda, book: agenda.book, release: agenda.release };
  },
});
`;

// A vendor's own jest, in CommonJS: what is left out is accepted, as jest cannot skip a test that runs.
const conformanceTest = `const { createServer } = require('node:http');
const { describeConformance } = require('@sas-sos/conformance');

const statement = { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', format: ['json'] };
let server;
beforeAll((done) => {
  server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify(statement));
  }).listen(0, '127.0.0.1', done);
});
afterAll((done) => {
  server.closeAllConnections();
  server.close(done);
});

describeConformance({
  configuration: () => ({ vendor: 'http://127.0.0.1:' + server.address().port + '/fhir' }),
  only: ['metadata', 'search-one-place'],
  failOn: 'official',
  leftOut: process.env.LEFT_OUT,
});
`;

/** @param {readonly string[]} names */
function sameNames(names) {
  return `import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
for (const name of ${JSON.stringify(names)}) {
  const imported = Object.keys(await import(name)).filter((each) => each !== 'module.exports');
  const required = Object.keys(require(name));
  assert.notEqual(imported.length, 0, name);
  assert.deepEqual(imported.sort(), required.sort(), name);
  const { version } = require(name + '/package.json');
  assert.match(version, /^\\d+\\.\\d+\\.\\d+/, name);
}
`;
}

/**
 * Writes a module that imports every package.
 *
 * @param {readonly string[]} names
 * @param {(name: string, index: number) => string} importOne
 */
export function importAll(names, importOne) {
  const all = names.map((_, index) => `p${index}`).join(', ');
  return `${names.map(importOne).join('\n')}\nexport const all: readonly object[] = [${all}];\n`;
}

/** @param {unknown} value */
function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
