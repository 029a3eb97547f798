// Tries the packed packages in new projects: hosts, bundlers, test runners and compilers, in both
// kinds of modules, on every line of Node.
//   npm run matrix                        all of it, and writes docs/reference/compatibility.md
//   npm run matrix -- --quick             what CI tries, on this Node, in one folder
//   npm run matrix -- --only fastify      projects by title and modules, and their rows
//   npm run matrix -- --tarballs FOLDER   with the tarballs there, or packs them into it
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readOptions } from '../../../.tasks/read-options.mjs';
import type { Players } from '../../examples/play-journey.js';
import { packAll } from '../pack.mjs';
import { listBundlerProjects } from './bundler-projects.js';
import { listCompilerProjects } from './compiler-projects.js';
import { listHostProjects } from './host-projects.js';
import { install, installNodes, readVersion, withDependencies } from './install.js';
import { type NodeLine, nodeLines, type Project } from './project.js';
import { runProgram } from './run-program.js';
import { listRunnerProjects } from './runner-projects.js';
import { mergeResults, type Row, writeResults } from './write-page.js';

const { values } = readOptions(import.meta.url, {
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    tarballs: { type: 'string' },
  },
});
const isWhole = !values.quick && values.only === undefined;
const work = mkdtempSync(join(tmpdir(), 'sas-sos-matrix-'));
const started = Date.now();
const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
let failures = 0;

try {
  const packed = packAll(values.tarballs ? resolve(values.tarballs) : join(work, 'tarballs'));
  const production = withDependencies(packed, ['sas-sos']);
  const vendors = withDependencies(packed, ['sas-sos', '@sas-sos/testing']);
  const nodes = values.quick
    ? new Map([[nativeLine(), process.execPath] as const])
    : await installNodes(work);

  // What plays the platform comes from the tarballs too.
  const playersFolder = join(work, 'players');
  const players: Players = {
    startSimulator: async (options) => (await loadPlayers()).startSimulator(options),
    createTestBrowser: () => loaded().createTestBrowser(),
  };
  let module: Players | undefined;
  const loaded = () => {
    if (!module) throw new Error('The simulator is not loaded yet');
    return module;
  };
  async function loadPlayers(): Promise<Players> {
    module ??= (await import(pathToFileURL(join(playersFolder, 'players.mjs')).href)) as Players;
    return module;
  }

  const names = production.map(({ name }) => name);
  const projects = [
    ...listHostProjects(players),
    ...listBundlerProjects(players, names),
    ...listRunnerProjects(),
    ...listCompilerProjects(packed.map(({ name }) => name)),
  ].filter(isAsked);
  if (projects.length === 0) throw new Error('No project has this title');

  await mkdir(playersFolder);
  if (!values.quick) {
    const playing = withDependencies(packed, ['@sas-sos/simulator', '@sas-sos/test-provider']);
    await install(playersFolder, playing, {});
  }
  await writeFile(
    join(playersFolder, 'players.mjs'),
    `export { startSimulator } from '@sas-sos/simulator';
export { createTestBrowser } from '@sas-sos/test-provider';
`,
  );

  const rows: Row[] = [];
  for (const group of groupByInstallation(projects)) {
    const folder = values.quick ? work : join(work, `group${rows.length}`);
    const begun = Date.now();
    const isAll = values.quick || group.some(({ packages }) => packages === 'all');
    const dependencies = Object.assign({}, ...group.map((project) => project.dependencies));
    await install(folder, isAll ? packed : vendors, dependencies);
    console.log(
      `installed ${Object.keys(dependencies).join(', ') || 'the packages alone'} (${seconds(begun)})`,
    );
    for (const [index, project] of group.entries()) {
      rows.push(
        await tryProject(project, { folder, home: join(folder, `project${index}`), nodes }),
      );
      if (values.quick && project.subject === 'hosts' && rows.length === 1) {
        console.log(`     from npm install to a reported appointment: ${seconds(begun)}`);
      }
    }
    if (!values.quick) rmSync(folder, { recursive: true, force: true });
  }
  if (!values.quick) {
    const versions: Partial<Record<NodeLine, string>> = {};
    for (const [line, node] of nodes) {
      const text = await runProgram(node, ['--version'], { cwd: work });
      versions[line] = text.trim().slice(1);
    }
    const results = { nodes: versions as Record<NodeLine, string>, rows };
    await writeResults(isWhole ? results : await mergeResults(results));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(
  `${failures === 0 ? 'Every cell works' : `${failures} cells fail`}: ${seconds(started)}`,
);
if (failures > 0) process.exitCode = 1;

/** Builds a project, and runs it on each Node. */
async function tryProject(
  project: Project,
  {
    folder,
    home,
    nodes,
  }: {
    readonly folder: string;
    readonly home: string;
    readonly nodes: ReadonlyMap<NodeLine, string>;
  },
): Promise<Row> {
  const versions = await Promise.all(project.shown.map((name) => readVersion(folder, name)));
  const title = [project.title, ...versions, project.moduleKind].join(', ');
  const failed: NodeLine[] = [];
  await mkdir(home, { recursive: true });
  const isReady = await succeeds(`${title}: files and build`, () => project.prepare(home));
  for (const [line, node] of nodes) {
    const attempt = () => project.run(home, node);
    const works =
      isReady &&
      (await succeeds(`${title}, Node ${line}`, () =>
        // The platform refuses answers that take a second: a busy machine gets another chance.
        attempt().catch((error: unknown) => {
          console.log(`     again: ${String(error).split('\n', 1)[0]}`);
          return attempt();
        }),
      ));
    if (!works) failed.push(line);
  }
  const { subject, title: name, moduleKind } = project;
  return { subject, title: name, versions, moduleKind, failed };
}

async function succeeds(title: string, work: () => Promise<void>): Promise<boolean> {
  const begun = Date.now();
  try {
    await work();
    console.log(`ok   ${title} (${seconds(begun)})`);
    return true;
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${title} (${seconds(begun)})`);
    console.log(String(error instanceof Error ? error.stack : error).replace(/^/gm, '     '));
    return false;
  }
}

function isAsked(project: Project): boolean {
  if (values.quick && project.isQuick !== true) return false;
  const name = `${project.title}, ${project.moduleKind}`.toLowerCase();
  return name.includes((values.only ?? '').toLowerCase());
}

/** Those that install the same share a folder; in the quick run, all. */
function groupByInstallation(projects: readonly Project[]): readonly Project[][] {
  if (values.quick) return [[...projects]];
  const groups = new Map<string, Project[]>();
  for (const project of projects) {
    const key = JSON.stringify(project.dependencies);
    groups.set(key, [...(groups.get(key) ?? []), project]);
  }
  return [...groups.values()];
}

function nativeLine(): NodeLine {
  const line = nodeLines.find((each) => process.version.startsWith(`v${each}.`));
  if (!line) throw new Error(`Node ${process.version} is not one of ${nodeLines.join(', ')}`);
  return line;
}
