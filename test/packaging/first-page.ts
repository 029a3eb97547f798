// Follows the first page of the documentation as a newcomer does, in an empty folder: copies its
// commands and its program, and has an appointment reported to the platform. Prints the seconds of
// each step, and fails if they are more than a minute.
//   npm run first-page                       packs the packages first
//   npm run first-page -- --tarballs FOLDER  with the tarballs there, or packs them into it
// What differs from the page: our packages come from tarballs, and the ports are free ones.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createTestBrowser } from '@sas-sos/test-provider';
import { cleanEnvironment } from '../../.tasks/pnpm.mjs';
import { readOptions } from '../../.tasks/read-options.mjs';
import { type Players, playJourney } from '../examples/play-journey.js';
import { findFreePort } from './find-free-port.mjs';
import { withDependencies } from './matrix/install.js';
import { runProgram } from './matrix/run-program.js';
import { type Packed, packAll } from './pack.mjs';
import { readFirstPage } from './read-first-page.js';

const longestSeconds = 60;
const { values } = readOptions(import.meta.url, {
  options: { tarballs: { type: 'string' } },
});
const work = mkdtempSync(join(tmpdir(), 'sas-sos-first-page-'));
const page = readFirstPage();
const started: ChildProcess[] = [];

try {
  const packed = packAll(values.tarballs ? resolve(values.tarballs) : join(work, 'tarballs'));
  let folder = work;
  const begun = performance.now();
  for (const command of page.setUp) {
    const [program = '', ...args] = command.split(' ');
    if (program === 'cd') folder = join(folder, args[0] ?? '');
    else
      await time(command, () => runProgram(program, withTarballs(args, packed), { cwd: folder }));
  }
  writeFileSync(join(folder, page.file), page.program);

  const PORT = String(await findFreePort());
  const players: Players = {
    createTestBrowser,
    async startSimulator({ vendorUrl }) {
      const command = page.startPlatform.replace(/(?<=--vendor )\S+/, vendorUrl);
      const url = await time(page.startPlatform, () => start(`${command} --port 0`, folder, {}));
      const close = async () => {};
      return {
        ...{ url, fhirUrl: `${url}/fhir`, close, [Symbol.asyncDispose]: close },
        ...{ sasIssuer: `${url}/realms/sas`, pscIssuer: `${url}/auth/realms/esante-wallet` },
      };
    },
  };
  let arrived = 0;
  await playJourney(players, async (variables) => {
    const environment = { ...variables, PORT };
    const url = await time(page.startVendor, () => start(page.startVendor, folder, environment));
    arrived = performance.now();
    return { url, async [Symbol.asyncDispose]() {} };
  });
  print('search, account, sign-on, booking, report', performance.now() - arrived);
  const seconds = print('in all', performance.now() - begun);
  if (seconds >= longestSeconds) throw new Error(`It takes more than ${longestSeconds} s`);
} finally {
  for (const child of started) if (child.pid && child.exitCode === null) process.kill(-child.pid);
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}

/** Runs a step, and prints how long it took. */
async function time<Result>(title: string, run: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const result = await run();
  print(title, performance.now() - begun);
  return result;
}

function print(title: string, milliseconds: number): number {
  const seconds = milliseconds / 1000;
  console.log(`${seconds.toFixed(1).padStart(6)} s  ${title}`);
  return seconds;
}

/** Replaces the names of our packages in a command by their tarballs, and those they need. */
function withTarballs(args: readonly string[], packed: readonly Packed[]): string[] {
  const own = args.filter((arg) => packed.some(({ name }) => name === arg));
  const tarballs = withDependencies(packed, own).map(({ tarball }) => tarball);
  return [...args.filter((arg) => !own.includes(arg)), ...tarballs];
}

/** Starts a command that stays; resolves with the first address that it prints. */
async function start(command: string, cwd: string, variables: object): Promise<string> {
  const [program = '', ...args] = command.split(' ');
  const env = { ...cleanEnvironment(), ...variables };
  // A group of its own: npx starts the program as a child.
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(program, args, { cwd, env, stdio: [...stdio], detached: true });
  started.push(child);
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    [url] = /http:\/\/[\d.]+:\d+/.exec(line) ?? [];
    if (url !== undefined) break;
  }
  // Leaving the loop pauses the stream: output that nobody reads would stop the program.
  child.stdout.resume();
  if (url !== undefined) return url;
  throw new Error(`${command} has ended`);
}
