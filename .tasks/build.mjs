// `npm run build` builds the packages that changed since their last build, with tsup: by default
// only JavaScript, in seconds; with --declarations also types, which only packaging needs. Sources
// import each other's sources (see `customConditions` in tsconfig.base.json): the order does not
// matter.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'tsup';
import { inlineFhirTypes } from './fhir-types.mjs';
import { readOptions } from './read-options.mjs';
import { writeThirdPartyLicences } from './third-party-licences.mjs';
import { listPackages, root } from './workspace.mjs';

const { values: options } = readOptions(import.meta.url, {
  options: { declarations: { type: 'boolean', default: false } },
});

// These are ES modules only, which not every CommonJS loader accepts.
const inlinedInCommonJs = { 'packages/sso': ['jose', 'oauth4webapi', 'openid-client'] };

// Their lazy dependencies are CommonJS: require them lazily, as not every loader supports import().
const requiredLateInCommonJs = ['packages/mtls'];

const started = performance.now();
// An example in JavaScript has nothing to build.
const packages = listPackages().filter(({ folder }) =>
  ['index', 'cli', 'main'].some((name) => has(folder, `src/${name}.ts`)),
);
const stale = packages.filter(isStale);
for (const { folder } of stale)
  rmSync(join(root, folder, 'dist'), { recursive: true, force: true });
await Promise.all(stale.flatMap(buildJavaScript));
for (const { folder } of stale) writeThirdPartyLicences(join(root, folder, 'dist'));
console.log(describeResult(stale.length, 'to JavaScript'));
if (options.declarations) {
  const undeclared = packages.filter(
    ({ folder }) => has(folder, 'src/index.ts') && !has(folder, 'dist/index.d.cts'),
  );
  // One at a time: each one starts its own compiler.
  for (const entry of undeclared) {
    await buildDeclarations(entry);
    inlineFhirTypes(join(root, entry.folder));
  }
  console.log(describeResult(undeclared.length, 'to declarations'));
}

/** Builds a package's entry point in both module formats, and its program. */
function buildJavaScript({ folder }) {
  const shared = describeBuild(folder);
  const doors = ['index'].filter((name) => has(folder, `src/${name}.ts`));
  const programs = ['cli', 'main'].filter((name) => has(folder, `src/${name}.ts`));
  const builds = [
    { names: doors, format: 'esm' },
    {
      names: doors,
      format: 'cjs',
      noExternal: inlinedInCommonJs[folder] ?? [],
      esbuildOptions(options) {
        if (!requiredLateInCommonJs.includes(folder)) return;
        options.supported = { ...options.supported, 'dynamic-import': false };
      },
    },
    { names: programs, format: 'esm' },
  ];
  return builds
    .filter(({ names }) => names.length > 0)
    .map(({ names, ...options }) =>
      build({ ...shared, ...options, entry: names.map((name) => `${folder}/src/${name}.ts`) }),
    );
}

function buildDeclarations({ folder }) {
  return build({
    ...describeBuild(folder),
    entry: [`${folder}/src/index.ts`],
    format: ['esm', 'cjs'],
    dts: { only: true },
  });
}

function describeBuild(folder) {
  return {
    config: false,
    silent: true,
    outDir: `${folder}/dist`,
    tsconfig: `${folder}/tsconfig.json`,
    target: 'node20',
    sourcemap: true,
    skipNodeModulesBundle: true,
  };
}

/** Whether a source file of the build is newer than the last build. */
function isStale({ folder }) {
  const built = listFiles(join(root, folder, 'dist')).filter((path) => path.endsWith('.js'));
  if (built.length === 0) return true;
  const inputs = [
    ...['package.json', 'tsconfig.json'].map((name) => join(root, folder, name)),
    ...['tsconfig.base.json', '.tasks/build.mjs'].map((name) => join(root, name)),
    // It decides which versions are inlined.
    ...(inlinedInCommonJs[folder] ? [join(root, 'pnpm-lock.yaml')] : []),
    ...listFiles(join(root, folder, 'src')),
  ];
  return Math.max(...inputs.map(modifiedAt)) >= Math.min(...built.map(modifiedAt));
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function modifiedAt(path) {
  return statSync(path).mtimeMs;
}

function has(folder, path) {
  return existsSync(join(root, folder, path));
}

function describeResult(count, what) {
  return `Built ${count} of ${packages.length} packages ${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`;
}
