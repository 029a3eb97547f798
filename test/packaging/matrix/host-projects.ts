import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Players, playJourney } from '../../examples/play-journey.js';
import { startVendor } from '../../examples/start-vendor.js';
import { findFreePort } from '../find-free-port.mjs';
import { readFirstPage } from '../read-first-page.js';
import type { ModuleKind, Project } from './project.js';
import { transpile } from './transpile.js';
import { writeExample, writeType } from './write-example.js';

interface Host {
  readonly title: string;
  /** A folder of `examples`; the first page of the documentation if absent. */
  readonly example?: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly kinds?: readonly ModuleKind[];
  readonly quick?: ModuleKind;
}

const nest = {
  '@nestjs/common': '11',
  '@nestjs/core': '11',
  '@nestjs/platform-express': '11',
  '@nestjs/platform-fastify': '11',
  'reflect-metadata': '0.2',
  rxjs: '7',
};

const hosts: readonly Host[] = [
  {
    title: 'Express 5, `docs/index.md`',
    dependencies: { express: '5' },
    quick: 'ES modules',
  },
  { title: 'Express 5', example: 'minimal', dependencies: { express: '5' } },
  { title: 'Express 4', example: 'commonjs', dependencies: { express: '4' }, kinds: ['CommonJS'] },
  { title: 'Express 4', example: 'minimal', dependencies: { express: '4' }, kinds: ['ES modules'] },
  { title: 'Fastify 5', example: 'fastify', dependencies: { fastify: '5' }, quick: 'CommonJS' },
  { title: 'Fastify 4', example: 'fastify', dependencies: { fastify: '4' } },
  { title: 'Hono', example: 'hono', dependencies: { hono: '4', '@hono/node-server': '1' } },
  { title: 'Nest on Express', example: 'nest', dependencies: nest },
  {
    title: 'Nest on Fastify',
    example: 'nest',
    dependencies: nest,
    environment: { NEST_PLATFORM: 'fastify' },
  },
];

/** The examples, on their hosts, in both kinds of modules; each goes through the journey. */
export function listHostProjects(players: Players): Project[] {
  return hosts.flatMap(({ kinds = ['ES modules', 'CommonJS'], ...host }) =>
    kinds.map((moduleKind) => ({
      subject: 'hosts' as const,
      title: host.title,
      moduleKind,
      dependencies: host.dependencies,
      shown: Object.keys(host.dependencies).slice(0, 1),
      isQuick: host.quick === moduleKind,
      prepare: (folder) =>
        host.example === undefined
          ? writeFirstPage(folder, moduleKind)
          : writeExample(host.example, { folder, moduleKind }),
      run: async (folder, node) => {
        // The first page's program has no use for a port that it is not given.
        const port = host.example === undefined ? { PORT: String(await findFreePort()) } : {};
        const environment = { ...host.environment, ...port };
        await playJourney(players, (variables) =>
          startVendor({ folder, node, arguments: ['main.js'], environment }, variables),
        );
      },
    })),
  );
}

/** Writes the program of the first page, which a newcomer copies. */
async function writeFirstPage(folder: string, moduleKind: ModuleKind): Promise<void> {
  await writeType(folder, moduleKind);
  await writeFile(join(folder, 'main.js'), transpile(readFirstPage().program, moduleKind));
}
