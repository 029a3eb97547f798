const { existsSync, readFileSync } = require('node:fs');

// The arrows of the house: which package may import which. A package that is not named here may
// import no other.
const arrows = {
  core: [],
  slots: ['core'],
  regulators: ['core'],
  sso: ['core'],
  mtls: ['core'],
  'test-pki': ['core'],
  node: ['core'],
  testing: ['core'],
  // It is handed its parts, it does not fetch them.
  gateway: ['core'],
  appointments: ['core', 'mtls'],
  fastify: ['core', 'node'],
  // They never import what they judge: two sides that share a mapping share its bugs.
  simulator: ['core', 'mtls', 'conformance', 'test-pki'],
  conformance: ['core', 'mtls'],
};

/** Tests, and what only they use. */
const tests = '\\.(test|fixture)\\.ts$|/test-data/';

/** Packages that `name` declares, out of those it may import. */
function declared(name, allowed, ...kinds) {
  const path = `${__dirname}/../packages/${name}/package.json`;
  if (!existsSync(path)) return [];
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const listed = Object.keys(Object.assign({}, ...kinds.map((kind) => manifest[kind])));
  return allowed.filter((each) => listed.includes(`@sas-sos/${each}`));
}

/** What each package may import of the others; its tests may use the contract suites and a throw-away PKI besides. */
const betweenPackages = Object.entries(arrows).flatMap(([name, allowed]) => {
  const inSources = declared(name, allowed, 'dependencies');
  const inTests = declared(
    name,
    [...allowed, 'testing', 'test-pki'],
    'dependencies',
    'devDependencies',
  );
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
      comment: 'A new package gets its line in arrows, above.',
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
        'A package is imported by its name, never by a path into it; test/ shares test data.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples/[^/]+|test)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: '^$1/|/test-data/' },
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
      comment: "What the workspace's own packages declare is in the arrows; a peer is declared.",
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
    // Sources, type imports included; what was built is reached through package names only.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/../tsconfig.base.json` },
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
