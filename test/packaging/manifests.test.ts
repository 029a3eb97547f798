import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// Fields that every manifest shares; the project's location is defined only in the root's.

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: { readonly bin?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

const read = (folder: string): Manifest =>
  JSON.parse(readFileSync(`${root}/${folder}/package.json`, 'utf8'));

const rootManifest = read('.');
const { url } = rootManifest['repository'] as { readonly url: string };
const home = url.replace(/^git\+/, '').replace(/\.git$/, '');

const folders = ['packages', 'examples']
  .flatMap((parent) => readdirSync(`${root}/${parent}`).map((name) => `${parent}/${name}`))
  .concat('test');
const manifests = folders.map((folder) => ({ folder, manifest: read(folder) }));
const publicOnes = manifests.filter(({ manifest }) => manifest.private !== true);

describe('manifests', () => {
  it('the root names the location of the project', () => {
    expect(url).toMatch(/^git\+https:\/\/.+\.git$/);
    expect(rootManifest).toMatchObject({
      repository: { type: 'git' },
      homepage: `${home}#readme`,
      bugs: `${home}/issues`,
    });
  });

  it('commands have one name each, which says whose they are', () => {
    const names = publicOnes.flatMap(({ manifest: { publishConfig } }) =>
      Object.keys(publishConfig?.bin ?? {}),
    );
    expect(names.sort()).toEqual(
      ['agenda', 'conformance', 'pki', 'simulator'].map((name) => `sas-sos-${name}`),
    );
  });

  // In a new clone they are not built yet: pnpm would warn of each, several times.
  it.each(manifests)('$folder has commands only once it is published', ({ manifest }) => {
    expect(manifest).not.toHaveProperty('bin');
  });

  it.each(manifests)('$folder has the location that the root defines', ({ folder, manifest }) => {
    expect(manifest).toMatchObject({
      repository: { type: 'git', url, directory: folder },
      homepage: `${home}/tree/main/${folder}#readme`,
      bugs: rootManifest['bugs'],
    });
  });

  it.each(publicOnes)('$folder can be published with the others', ({ manifest }) => {
    expect(manifest).toMatchObject({
      version: publicOnes[0]?.manifest.version,
      license: rootManifest['license'],
      engines: rootManifest['engines'],
      files: expect.arrayContaining(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist']),
      publishConfig: { access: 'public' },
    });
  });

  // A vendor's own update then brings corrections of what we depend on, without a release of ours.
  it.each(publicOnes)('$folder depends on ranges that take corrections', ({ manifest }) => {
    for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
      expect(range, name).toMatch(name.startsWith('@sas-sos/') ? /^workspace:\*$/ : /^\^[1-9]/);
    }
  });

  // `npm run release` needs a clean clone, and prints `git add --all` for what it changed.
  it('what a release leaves for review is never committed', () => {
    expect(readFileSync(`${root}/.gitignore`, 'utf8').split('\n')).toContain('.release/');
  });

  it('CI installs what the lockfile says', () => {
    expect(readFileSync(`${root}/.tasks/install.mjs`, 'utf8')).toContain("'--frozen-lockfile'");
  });
});
