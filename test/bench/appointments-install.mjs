// @ts-check
// The contenders are not dependencies of this workspace: they are installed for a run.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const contenderVersions = { 'pg-boss': '12.38.0', 'graphile-worker': '0.18.0' };

/** The Node version that all contenders run on: pg-boss 12 needs 22 or later. */
const line = '24';

/**
 * Installs the contenders, and a common Node if the current one has another major version.
 *
 * @param {string} folder
 * @returns {Promise<{ node: string, modules: string, missing: string | undefined }>} `missing`: why
 *   the contenders could not be installed.
 */
export async function installContenders(folder) {
  const own = process.execPath;
  const isRightNode = process.version.startsWith(`v${line}.`);
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const packages = Object.entries(contenderVersions).map(([name, version]) => `${name}@${version}`);
  if (!isRightNode) packages.push(`${nodePackage}@${line}`);
  // They run on that Node, not on the one that installs them.
  const flags = [
    '--engine-strict=false',
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--loglevel=error',
  ];
  try {
    await promisify(execFile)('npm', ['install', '--prefix', folder, ...flags, ...packages], {
      timeout: 180_000,
    });
  } catch (error) {
    const { killed, stderr = '' } = /** @type {{ killed?: boolean, stderr?: string }} */ (error);
    const why = killed ? 'no answer in time' : stderr.trim().slice(0, 300);
    return { node: own, modules: folder, missing: `npm could not install ${packages}: ${why}` };
  }
  const installed = join(folder, 'node_modules', nodePackage, 'bin', 'node');
  return { node: isRightNode ? own : installed, modules: folder, missing: undefined };
}
