// @ts-check
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runPnpm } from '../../.tasks/pnpm.mjs';
import { listPublicPackages, root, tarballName } from '../../.tasks/workspace.mjs';

/** @typedef {{ name: string, version: string, folder: string, tarball: string }} Packed */

/**
 * Packs every public package as `npm publish` would, unless the folder has the tarballs already.
 *
 * @param {string} tarballs folder of the tarballs
 * @returns {Packed[]}
 */
export function packAll(tarballs) {
  mkdirSync(tarballs, { recursive: true });
  if (!readdirSync(tarballs).some((name) => name.endsWith('.tgz'))) {
    requireDeclarations();
    const { status, stdout, stderr } = runPnpm(
      ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', tarballs],
      { stdio: 'pipe' },
    );
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
  }
  const packed = listPublicPackages().map(({ folder, manifest: { name, version } }) => ({
    name,
    version,
    folder,
    tarball: join(tarballs, tarballName({ name, version })),
  }));
  for (const { name, tarball } of packed) {
    if (!existsSync(tarball)) throw new Error(`${name} is not in ${tarballs}`);
  }
  return packed;
}

/** Ends the command if a package has no declarations: they are not part of a usual build. */
function requireDeclarations() {
  for (const { folder } of listPublicPackages()) {
    if (existsSync(join(root, folder, 'dist', 'index.d.cts'))) continue;
    console.error(`${folder} has no declarations: run \`npm run declarations\` first.`);
    process.exit(2);
  }
}
