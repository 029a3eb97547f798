// @ts-check
// Packs every public package, built with its declarations, and checks the tarballs as a vendor gets
// them: their contents, and whether a new project can install, load and type-check them, as ES
// modules and as CommonJS.
//   npm run packaging -- --tarballs FOLDER   leaves the tarballs there, or takes those that are there
//   npm run packaging -- --on-this-node      what depends on the Node: installing and loading them
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../../.tasks/pnpm.mjs';
import { readOptions } from '../../.tasks/read-options.mjs';
import { readSbom } from '../../.tasks/read-sbom.mjs';
import { licencesFile } from '../../.tasks/third-party-licences.mjs';
import { checkLinks } from './check-links.mjs';
import { checkSize } from './check-size.mjs';
import { writeConsumer } from './consumer.mjs';
import { packAll } from './pack.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = readOptions(import.meta.url, {
  options: { tarballs: { type: 'string' }, 'on-this-node': { type: 'boolean', default: false } },
});
const folder = mkdtempSync(join(tmpdir(), 'sas-sos-packaging-'));
const tarballs = values.tarballs ? resolve(values.tarballs) : join(folder, 'tarballs');
const consumer = join(folder, 'consumer');

/** Modules that must not appear in declarations: no vendor has to install them for their types. */
const hidden = /['"](zod|jose|openid-client|undici|fhir-kit-client|fhir)(\/[^'"]*)?['"]/;

let failures = 0;

/**
 * @param {string} name
 * @param {() => string | undefined} check returns what is wrong.
 */
function step(name, check) {
  const wrong = check();
  console.log(`${wrong === undefined ? 'ok  ' : 'FAIL'} ${name}`);
  if (wrong === undefined) return;
  failures += 1;
  console.log(wrong.trim().replace(/^/gm, '     '));
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: cleanEnvironment(),
  });
  return status === 0 ? undefined : (error?.message ?? `${stdout}${stderr}`);
}

/** @param {string} name */
function tool(name) {
  return join(root, 'node_modules', '.bin', name);
}

/** @param {string} leftOut */
function runJest(leftOut) {
  const jest = join(consumer, 'node_modules', 'jest', 'bin', 'jest.js');
  const env = { ...cleanEnvironment(), LEFT_OUT: leftOut };
  const { status, stdout, stderr } = spawnSync(process.execPath, [jest], {
    cwd: consumer,
    encoding: 'utf8',
    env,
  });
  const text = `${stdout}${stderr}`;
  return status === 0 && /Tests:\s+\d{2,} passed/.test(text) ? undefined : text;
}

/** @param {string} tarball */
function checkContents(tarball) {
  const { stdout, status, stderr } = spawnSync('tar', ['-tzf', tarball], { encoding: 'utf8' });
  if (status !== 0) return stderr;
  const paths = stdout.trim().split('\n');
  const missing = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.cjs']
    .filter((path) => !paths.includes(`package/${path}`))
    .map((path) => `${path} is missing`);
  const strange = paths
    .filter(
      (path) =>
        !/^package\/(package\.json|README\.md|LICENSE|CHANGELOG\.md|openapi\.json|(dist|browser|data)\/.+)$/.test(
          path,
        ),
    )
    .concat(paths.filter((path) => /\.test\.|\.fixture\.|\/test-data\//.test(path)))
    .map((path) => `${path} does not belong there`);
  return [...missing, ...strange].join('\n') || undefined;
}

/**
 * Checks that a tarball names the version and holds the licence of every package that it has a copy
 * of: the comments that esbuild leaves in the JavaScript say which.
 *
 * @param {string} name
 */
function checkLicences(name) {
  const dist = join(consumer, 'node_modules', name, 'dist');
  const files = readdirSync(dist).filter((file) => /\.c?js$/.test(file));
  const code = files.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n');
  const comments = code.matchAll(/^\/\/ .*\/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\/[^\n]+$/gm);
  const inlined = new Set([...comments].map(([, inlinedName]) => inlinedName));
  const path = join(dist, licencesFile);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const wrong = [...inlined]
    .filter((each) => !new RegExp(`^- ${each} \\d+\\.\\d+\\.\\d+$`, 'm').test(text))
    .map((each) => `${each} is inlined, and ${licencesFile} does not name its version`);
  const licences = text.match(/Permission is hereby granted|Apache License/g)?.length ?? 0;
  if (licences !== inlined.size) {
    wrong.push(`${inlined.size} packages are inlined, ${licences} licences are there`);
  }
  if (name === '@sas-sos/sso' && inlined.size < 3) wrong.push('nothing is found to be inlined');
  return wrong.join('\n') || undefined;
}

/** @param {string} name */
function checkInstalled(name) {
  const home = join(consumer, 'node_modules', name);
  const manifest = readFileSync(join(home, 'package.json'), 'utf8');
  const wrong = manifest.includes('workspace:') ? ['package.json names a workspace: version'] : [];
  for (const file of readdirSync(join(home, 'dist'))) {
    if (!/\.d\.c?ts$/.test(file)) continue;
    const shown = hidden.exec(readFileSync(join(home, 'dist', file), 'utf8'));
    if (shown) wrong.push(`${file} shows ${shown[0]}`);
  }
  return wrong.join('\n') || undefined;
}

/** @param {import('./pack.mjs').Packed[]} packed */
function checkSbom(packed) {
  const bill = readSbom(packed, { name: 'packaging', version: '0.0.0' });
  /** @type {Map<string, any>} */
  const components = new Map(bill.components.map((each) => [each.name, each]));
  const names = [...packed.map(({ name }) => name), 'undici', 'jose', 'zod'];
  const wrong = names
    .filter((name) => !components.get(name)?.purl || !components.get(name)?.hashes?.length)
    .map((name) => `${name} is not in it, with its purl and checksum`);
  if (components.has('@types/fhir')) wrong.push('@types/fhir is installed by vendors');
  const subject = bill.metadata.component.name;
  if (subject !== 'packaging') wrong.push(`it is named ${subject}`);
  if (bill.bomFormat !== 'CycloneDX') wrong.push(`it is ${bill.bomFormat}`);
  if (JSON.stringify(bill).includes('file:')) wrong.push('it has paths of this machine');
  return wrong.join('\n') || undefined;
}

try {
  const packed = packAll(tarballs);
  for (const { name, folder: home, tarball } of values['on-this-node'] ? [] : packed) {
    step(`${name}: contents`, () => checkContents(tarball));
    step(`${name}: size`, () => checkSize(name, tarball));
    step(`${name}: links of the README`, () =>
      checkLinks(readFileSync(join(root, home, 'README.md'), 'utf8')),
    );
    step(`${name}: publint`, () => run(tool('publint'), ['run', tarball, '--strict'], folder));
    // node10 does not support "exports", and no supported Node resolves that way.
    step(`${name}: are the types wrong`, () =>
      run(tool('attw'), [tarball, '--profile', 'node16', '--format', 'table-flipped'], folder),
    );
  }
  step('a software bill of materials names them, and what they need', () => checkSbom(packed));
  writeConsumer(consumer, packed);
  step('a new project installs them', () =>
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], consumer),
  );
  if (!values['on-this-node']) {
    for (const { name } of packed) step(`${name}: declarations`, () => checkInstalled(name));
    for (const { name } of packed) step(`${name}: licences`, () => checkLicences(name));
  }
  step('import and require give the same names', () =>
    run(process.execPath, ['same-names.mjs'], consumer),
  );
  step('a strict TypeScript project compiles against them', () =>
    run(tool('tsc'), ['-p', 'tsconfig.json'], consumer),
  );
  step('the contract suite runs under node:test', () =>
    run(process.execPath, ['--test', 'contract.test.mjs'], consumer),
  );
  step('the certification runs under jest, in CommonJS', () => runJest('pass'));
  step('jest passes no rule that was left out', () =>
    /cannot skip a test that has begun/.test(runJest('skip') ?? '') ? undefined : 'it passed',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failures > 0) process.exitCode = 1;
