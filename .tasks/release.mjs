// `npm run release` prepares a release, without publishing it: updates versions and changelogs from
// the changesets, builds, tests the packages as a vendor gets them, and leaves the tarballs in
// .release for review. Prints the remaining manual steps at the end.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from './pnpm.mjs';
import { readOptions } from './read-options.mjs';
import { readSbom } from './read-sbom.mjs';
import { inOrderOfPublication } from './release-order.mjs';
import { listPublicPackages, root, tarballName } from './workspace.mjs';

readOptions(import.meta.url, {});
const folder = '.release';
const undo = 'git checkout . && git clean -d --force packages';

const changed = git('status', '--porcelain');
if (changed) fail(`Commit or stash these changes first:\n${changed}`);
const changesets = readdirSync(join(root, '.changeset')).filter(
  (name) => name.endsWith('.md') && name !== 'README.md',
);
if (changesets.length === 0) {
  fail('Nothing to release: .changeset contains no changeset. Write one with `npx changeset`.');
}

step('Versions and changelogs', () => run(join('node_modules', '.bin', 'changeset'), ['version']));
step('The version in reports of the conformance kit', writeToolVersion);
step('JavaScript and declarations', () => run('npm', ['run', '--silent', 'declarations']));
step('The tarballs, as a vendor gets them', packAndTry);
const packages = listTarballs();
const [{ version }] = packages;
const sbom = join(folder, `sas-sos-${version}.cdx.json`);
step('Software bill of materials', writeSbom);
printPlan();

/** The kit writes its version into its reports; a test compares it with the manifest. */
function writeToolVersion() {
  const home = join(root, 'packages/conformance');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const file = join(home, 'src/run/tool-version.ts');
  const text = readFileSync(file, 'utf8');
  const next = text.replace(/toolVersion = '[^']*'/, `toolVersion = '${version}'`);
  writeFileSync(file, next);
  return next.includes(`'${version}'`);
}

/** Packs, and tries what was packed: the tarballs that are published are those that were tried. */
function packAndTry() {
  rmSync(join(root, folder), { recursive: true, force: true });
  return run('npm', ['run', '--silent', 'packaging', '--', '--tarballs', join(root, folder)]);
}

/** Lists the tarballs in the order of publication. */
function listTarballs() {
  return inOrderOfPublication(listPublicPackages().map(({ manifest }) => manifest)).map(
    ({ name, version }) => ({
      name,
      version,
      tarball: join(folder, tarballName({ name, version })),
    }),
  );
}

/** Writes what a vendor installs with the tarballs, for its own inventory. */
function writeSbom() {
  const packed = packages.map(({ name, tarball }) => ({ name, tarball: join(root, tarball) }));
  const bill = readSbom(packed, { name: 'sas-sos-release', version });
  writeFileSync(join(root, sbom), `${JSON.stringify(bill, null, 2)}\n`);
  return true;
}

function printPlan() {
  const tarballs = packages.map(({ tarball }) => tarball);
  console.log(
    `\n${packages.length} packages of version ${version} are ready, none is published:\n`,
  );
  for (const tarball of [...tarballs, sbom]) {
    const path = join(root, tarball);
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    console.log(`  ${digest}  ${tarball}  ${Math.ceil(statSync(path).size / 1024)} kB`);
  }
  console.log('\nLook at `git diff`, then commit it, and publish in this order:\n');
  console.log(`  git add --all && git commit --message "Release ${version}"`);
  console.log(`  git tag --annotate v${version} --message ${version}`);
  // npm vouches only for what a CI job publishes, with an OpenID Connect token of its own.
  const provenance = process.env.CI ? ' --provenance' : '';
  for (const tarball of tarballs) {
    console.log(`  npm publish ${tarball} --access public${provenance}`);
  }
  if (!provenance) {
    console.log(
      '\nnpm can only state where a package was built (`--provenance`) if a job of GitHub Actions or GitLab CI publishes it, with the permission `id-token: write`. Run this there to have it.\n',
    );
  }
  console.log(`  git push --follow-tags\n\nOr undo everything: ${undo}`);
}

function step(title, work) {
  console.log(`\n${title}`);
  if (!work()) fail(`${title}: failed. To start again: ${undo}`);
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    env: cleanEnvironment(),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) fail(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
