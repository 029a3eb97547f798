import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from './pnpm.mjs';

/**
 * Returns what a vendor installs with some tarballs, as CycloneDX (npm's own `npm sbom`): every
 * package with its version, licence and checksum, and which one needs which. Resolves the ranges as
 * they are today, without installing anything.
 *
 * @param {readonly { name: string, tarball: string }[]} packed
 * @param {{ name: string, version: string }} subject what the bill is for
 * @returns {{ bomFormat: string, specVersion: string, metadata: { component: { name: string } }, components: { name: string, purl?: string, hashes?: object[] }[] }}
 */
export function readSbom(packed, { name, version }) {
  const work = mkdtempSync(join(tmpdir(), 'sas-sos-sbom-'));
  try {
    // npm names the subject by its folder, whatever the manifest says.
    const folder = join(work, name);
    mkdirSync(folder);
    const dependencies = packed.map((one) => [one.name, `file:${one.tarball}`]);
    const manifest = { name, version, dependencies: Object.fromEntries(dependencies) };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    npm(folder, 'install', '--package-lock-only', '--no-audit', '--no-fund');
    const text = npm(folder, 'sbom', '--package-lock-only', '--sbom-format=cyclonedx');
    const bill = JSON.parse(text);
    // Where the tarballs were on this machine says nothing to anybody else.
    for (const component of bill.components) {
      component.externalReferences = component.externalReferences?.filter(
        ({ url }) => !url.startsWith('file:'),
      );
    }
    return bill;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Runs npm, and returns what it printed. */
function npm(cwd, ...args) {
  const env = { ...cleanEnvironment(), npm_config_engine_strict: 'false' };
  const { status, stdout, stderr, error } = spawnSync('npm', args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args[0]}: ${error?.message ?? stderr}`);
  return stdout;
}
