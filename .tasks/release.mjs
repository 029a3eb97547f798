import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment, runPnpm } from './pnpm.mjs';
import { inOrderOfPublication } from './release-order.mjs';
import { listPackages, root } from './workspace.mjs';

// Prepares a release, without publishing it: updates versions and changelogs from the changesets,
// builds, tests the packages as a vendor gets them, and leaves the tarballs in .release for review.
// Prints the remaining manual steps at the end.
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
step('The packages, as a vendor gets them', () => run('npm', ['run', '--silent', 'packaging']));
step('Tarballs', pack);
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

function pack() {
  rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(join(root, folder));
  const { status } = runPnpm([
    ...[
      '--recursive',
      '--filter',
      './packages/*',
      'pack',
      '--pack-destination',
      join(root, folder),
    ],
  ]);
  return status === 0;
}

function printPlan() {
  const packages = inOrderOfPublication(
    listPackages()
      .map(({ manifest }) => manifest)
      .filter((manifest) => manifest.private !== true),
  );
  const [{ version }] = packages;
  const tarballs = packages.map(({ name }) =>
    join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`),
  );
  console.log(
    `\n${packages.length} packages of version ${version} are ready, none is published:\n`,
  );
  for (const tarball of tarballs) {
    const path = join(root, tarball);
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    console.log(`  ${digest}  ${tarball}  ${Math.ceil(statSync(path).size / 1024)} kB`);
  }
  console.log('\nLook at `git diff`, then commit it, and publish in this order:\n');
  console.log(`  git add --all && git commit --message "Release ${version}"`);
  console.log(`  git tag --annotate v${version} --message ${version}`);
  for (const tarball of tarballs) console.log(`  npm publish ${tarball} --access public`);
  console.log(
    `  git push --follow-tags\n\nOr undo everything: git checkout . && git clean -d packages`,
  );
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
