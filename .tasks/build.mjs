import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { capture, cleanEnvironment, fail } from './run-command.mjs';
import { cacheFolder, listPackages, readJson, root } from './workspace.mjs';

// Each build type-checks with a compiler of its own: more at once gain nothing on a small machine.
const atOnce = 2;

/**
 * Builds every package that changed since its last build, or that stands on one that did; those
 * that others stand on come first.
 */
export async function build() {
  const packages = listPackages().filter(({ manifest }) => manifest.scripts?.build);
  const byName = new Map(packages.map((each) => [each.manifest.name, each]));
  const startedAt = Date.now();
  const started = new Map();
  const built = [];
  const slot = createSemaphore(atOnce);

  /** Gives the hash of everything that went into the package. */
  function buildOnce(each) {
    let done = started.get(each.manifest.name);
    if (!done) {
      done = run(each);
      started.set(each.manifest.name, done);
    }
    return done;
  }

  async function run(each) {
    const { dependencies, peerDependencies } = each.manifest;
    const needed = Object.keys({ ...dependencies, ...peerDependencies })
      .filter((name) => byName.has(name))
      .sort();
    const hashes = await Promise.all(needed.map((name) => buildOnce(byName.get(name))));
    const hash = hashInputs(each, hashes);
    if (isUpToDate(each, hash)) return hash;
    await slot(() => runBuild(each));
    record(each, hash);
    built.push(each.folder);
    return hash;
  }

  await Promise.all(packages.map(buildOnce));
  if (built.length === 0) return;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`Built ${built.sort().join(', ')}: ${seconds} s`);
}

async function runBuild({ folder, manifest }) {
  const { status, output } = await capture(manifest.scripts.build, [], {
    cwd: join(root, folder),
    env: cleanEnvironment(folder),
    shell: true,
  });
  if (status !== 0) fail(`The build of ${folder} failed; it says why above.`, output);
}

/** Hashes what a build reads: sources without tests, configuration, and what it stands on. */
function hashInputs({ folder }, dependencies) {
  const hash = createHash('sha256').update(dependencies.join());
  const shared = ['tsconfig.base.json', 'pnpm-lock.yaml'];
  const own = listFiles(folder, (name) => name !== 'node_modules' && name !== 'dist')
    .filter((path) => !/\.(test\.ts|md)$/.test(path))
    .sort();
  for (const path of [...shared, ...own]) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function isUpToDate(each, hash) {
  const path = recordPath(each);
  if (!existsSync(path)) return false;
  const last = readJson(path);
  return last.hash === hash && last.output === describeOutput(each);
}

function record(each, hash) {
  const path = recordPath(each);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, JSON.stringify({ hash, output: describeOutput(each) }));
}

function recordPath({ folder }) {
  return join(cacheFolder, 'build', `${folder.replaceAll('/', '-')}.json`);
}

/** Names, sizes and times of what was built, so that a build by other means is seen. */
function describeOutput({ folder }) {
  return listFiles(`${folder}/dist`, () => true)
    .sort()
    .map((path) => {
      const { size, mtimeMs } = statSync(join(root, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .join('\n');
}

function listFiles(folder, isWanted) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => isWanted(entry.name) && !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(path, isWanted) : [path];
    });
}

/** Lets so many run at once; the others wait their turn. */
function createSemaphore(size) {
  let free = size;
  const waiting = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  checkNode();
  await install();
  await build();
}
