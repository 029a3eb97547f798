const { existsSync, readFileSync } = require('node:fs');

// The allowed dependencies between packages. A package that is not listed here may import no other.
const arrows = {
  core: [],
  'fhir-http': ['core'],
  slots: ['core', 'fhir-http'],
  regulators: ['core', 'fhir-http'],
  sso: ['core', 'fhir-http'],
  // Its parts are passed to it, it does not import them.
  gateway: ['core', 'fhir-http'],
  appointments: ['core', 'fhir-http'],
  'outbox-sqlite': ['core', 'fhir-http'],
  'outbox-postgres': ['core', 'fhir-http'],
  mtls: ['core', 'fhir-http'],
  node: ['core', 'fhir-http'],
  fastify: ['core', 'fhir-http', 'node'],
  // The front door: composition alone.
  'sas-sos': [
    ...['appointments', 'core', 'fastify', 'gateway', 'mtls', 'node', 'outbox-postgres'],
    ...['outbox-sqlite', 'regulators', 'slots', 'sso'],
  ],
  testing: ['core'],
  'test-pki': ['core'],
  'test-provider': ['core'],
  // They never import what they check: two sides that share a mapping share its bugs.
  conformance: ['core', 'fhir-http', 'mtls'],
  simulator: ['core', 'fhir-http', 'mtls', 'conformance', 'test-provider', 'test-pki'],
};

/** Tests, and files that only tests use. */
const tests = '\\.(test|fixture)\\.ts$|/test-data/';

/** Returns the packages that `name` declares, among those that it may import. */
function declared(name, allowed, ...kinds) {
  const path = `${__dirname}/../packages/${name}/package.json`;
  if (!existsSync(path)) return [];
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const listed = Object.keys(Object.assign({}, ...kinds.map((kind) => manifest[kind])));
  return allowed.filter((other) => listed.includes(`@sas-sos/${other}`));
}

/** Packages that only tests use: contract suites, and implementations of the other side. */
const forTests = ['testing', 'test-pki', 'test-provider', 'fhir-http'];

/** Rules for what each package and its tests may import from other packages. */
const betweenPackages = Object.entries(arrows).flatMap(([name, allowed]) => {
  const inSources = declared(name, allowed, 'dependencies');
  const inTests = declared(name, [...allowed, ...forTests], 'dependencies', 'devDependencies');
  return [
    {
      name: `arrows-of-${name}`,
      severity: 'error',
      from: { path: `^packages/${name}/`, pathNot: tests },
      to: { path: '^packages/', pathNot: `^packages/(${[name, ...inSources].join('|')})/` },
    },
    {
      name: `arrows-of-tests-of-${name}`,
      severity: 'error',
      from: { path: `^packages/${name}/.*(${tests})` },
      to: { path: '^packages/', pathNot: `^packages/(${[name, ...inTests].join('|')})/` },
    },
  ];
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...betweenPackages,
    {
      name: 'every-package-has-its-arrows',
      comment: 'A new package needs a line in `arrows`, above.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `^packages/(${Object.keys(arrows).join('|')})/` },
      to: { path: '^packages/', pathNot: '^packages/$1/' },
    },
    {
      name: 'nothing-imports-examples-or-test',
      severity: 'error',
      from: { path: '^packages/|^(examples/[^/]+)/' },
      to: { path: '^(examples|test)/', pathNot: '^$1/' },
    },
    {
      name: 'sources-import-no-tests',
      severity: 'error',
      from: { path: '^(packages|examples)/[^/]+/src/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'through-the-door',
      comment:
        'A package is imported by its name, never by a path into it; test/ shares test data, and ' +
        'holds single rules of the conformance kit against the official profiles.',
      severity: 'error',
      from: {
        path: '^(packages/[^/]+|examples/[^/]+|test)/',
        pathNot: '^test/official-profiles/both-verdicts',
      },
      to: {
        path: '^packages/[^/]+/src/',
        pathNot: '^$1/|/test-data/',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'test-data-stays-home',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples/[^/]+)/' },
      to: { path: '/test-data/', pathNot: '^$1/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment:
        'Workspace dependencies are checked by `arrows`; peer dependencies count as declared.',
      severity: 'error',
      from: { pathNot: 'tsup(\\.cli)?\\.config\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'development-only-in-tests',
      severity: 'error',
      from: { path: '^(packages|examples)/[^/]+/src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer', 'type-only'] },
    },
  ],
  options: {
    // Includes type imports.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/../tsconfig.base.json` },
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@sas-sos/source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
