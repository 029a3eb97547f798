import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrderOfPublication } from '../../.tasks/release-order.mjs';
import { listPackages } from '../../.tasks/workspace.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const packages: readonly { readonly folder: string; readonly manifest: Manifest }[] =
  listPackages();
const publicOnes = packages.filter(({ manifest }) => manifest.private !== true);

describe('the order of publication', () => {
  it('puts every package after its dependencies', () => {
    const names = inOrderOfPublication(publicOnes.map(({ manifest }) => manifest)).map(
      ({ name }: Manifest) => name,
    );
    expect([...names].sort()).toEqual(publicOnes.map(({ manifest }) => manifest.name).sort());
    for (const { manifest } of publicOnes) {
      const needed = Object.keys(manifest.dependencies ?? {}).filter((name) =>
        names.includes(name),
      );
      for (const name of needed) {
        expect(names.indexOf(name), `${name} before ${manifest.name}`).toBeLessThan(
          names.indexOf(manifest.name),
        );
      }
    }
  });
});

describe('npm run release', () => {
  const clone = mkdtempSync(join(tmpdir(), 'sas-sos-release-'));
  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  const run = (command: string, ...args: readonly string[]) =>
    spawnSync(command, args, { cwd: clone, encoding: 'utf8' });

  beforeAll(() => {
    for (const path of ['.tasks', 'package.json', '.changeset/README.md']) {
      cpSync(join(root, path), join(clone, path), { recursive: true });
    }
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
    for (const args of [['init'], ['add', '--all'], [...who, 'commit', '--message', 'One']]) {
      expect(run('git', ...args).status).toBe(0);
    }
  });

  it('refuses without a changeset', () => {
    const { status, stderr } = run('node', '.tasks/release.mjs');
    expect(status).toBe(1);
    expect(stderr).toMatch(/no changeset/);
  });

  it('refuses uncommitted changes: tarballs are built from a commit', () => {
    writeFileSync(join(clone, 'new.txt'), '');
    const { status, stderr } = run('node', '.tasks/release.mjs');
    expect(status).toBe(1);
    expect(stderr).toMatch(/new\.txt/);
  });
});

describe('changesets', () => {
  const copy = mkdtempSync(join(tmpdir(), 'sas-sos-release-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const read = (folder: string): Manifest =>
    JSON.parse(readFileSync(join(copy, folder, 'package.json'), 'utf8'));

  // Only the manifests and the pending changesets, and an additional one for one package.
  beforeAll(() => {
    const folders = ['.', ...packages.map(({ folder }) => folder), 'test'];
    const files = [...folders.map((folder) => join(folder, 'package.json')), 'pnpm-workspace.yaml'];
    for (const path of [...files, '.changeset']) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    writeFileSync(
      join(copy, '.changeset', 'one.md'),
      `---\n'@sas-sos/slots': minor\n---\n\nSays what changed.\n`,
    );
    const tool = join(root, 'node_modules', '.bin', 'changeset');
    const { status, stdout, stderr } = spawnSync(tool, ['version'], {
      cwd: copy,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
  }, 60_000);

  it('give every published package the same next version', () => {
    const [major = 0, minor = 0] = (publicOnes[0]?.manifest.version ?? '').split('.').map(Number);
    const versions = publicOnes.map(({ folder }) => read(folder).version);
    expect(new Set(versions)).toEqual(new Set([`${major}.${minor + 1}.0`]));
  });

  it('do not change the versions of examples and tests', () => {
    for (const { folder, manifest } of packages) {
      if (manifest.private === true) expect(read(folder).version).toBe(manifest.version);
    }
  });

  it("write the sentence into the package's changelog, and delete the changeset", () => {
    const changelog = readFileSync(join(copy, 'packages/slots/CHANGELOG.md'), 'utf8');
    expect(changelog).toContain('Says what changed.');
    expect(existsSync(join(copy, '.changeset', 'one.md'))).toBe(false);
  });

  it('keep workspace references, which packing replaces', () => {
    expect(read('packages/slots').dependencies?.['@sas-sos/core']).toBe('workspace:*');
  });
});
