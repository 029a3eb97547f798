import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listPackages } from '../../../.tasks/workspace.mjs';
import type { Packed } from '../pack.mjs';
import { type NodeLine, nodeLines } from './project.js';
import { runProgram } from './run-program.js';

const npm = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];

/** Installs tarballs, and what else a project needs, into an empty folder. */
export async function install(
  folder: string,
  packed: readonly Packed[],
  dependencies: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tarballs = packed.map(({ name, tarball }) => [name, `file:${tarball}`] as const);
  const manifest = {
    private: true,
    dependencies: { ...Object.fromEntries(tarballs), ...dependencies },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  // As npm does by default, whatever this project asks of its own dependencies.
  const environment = { npm_config_engine_strict: 'false' };
  await runProgram('npm', npm, { cwd: folder, environment });
}

/** Returns some packages, and those of ours that they depend on. */
export function withDependencies(packed: readonly Packed[], names: readonly string[]): Packed[] {
  const manifests = new Map(listPackages().map(({ manifest }) => [manifest.name, manifest]));
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const own = Object.keys(manifests.get(name)?.dependencies ?? {});
    own.filter((each) => manifests.has(each)).forEach(add);
  };
  names.forEach(add);
  return packed.filter(({ name }) => found.has(name));
}

/** Returns the version of what a folder has installed. */
export async function readVersion(folder: string, name: string): Promise<string> {
  const text = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Installs the lines of Node that are not the one that runs this; resolves with their programs. */
export async function installNodes(folder: string): Promise<ReadonlyMap<NodeLine, string>> {
  const name = `node-${process.platform}-${process.arch}`;
  const programs = new Map<NodeLine, string>();
  for (const line of nodeLines) {
    if (process.version.startsWith(`v${line}.`)) {
      programs.set(line, process.execPath);
      continue;
    }
    const home = join(folder, `node${line}`);
    const program = join(home, 'node_modules', name, 'bin', 'node');
    if (!existsSync(program)) {
      await mkdir(home, { recursive: true });
      await runProgram('npm', [...npm, '--no-save', `${name}@${line}`], { cwd: home });
    }
    programs.set(line, program);
  }
  return programs;
}
