// @ts-check
// What a backend pays once, at its start: `require()` of each package in a new process, and the
// start of the reference vendor.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { here } from './processes.mjs';
import { summarise } from './statistics.mjs';

/** @typedef {import('./statistics.mjs').Summary} Summary */

const production = [
  'core',
  'fhir-http',
  'slots',
  'gateway',
  'node',
  'regulators',
  'mtls',
  'sso',
  'appointments',
  'outbox-postgres',
  'outbox-sqlite',
  'fastify',
  'sas-sos',
];
const vendorScript = here('../../examples/express/dist/main.js');
// Express is what a vendor's backend has loaded anyway.
const measure = 'express';

const requireIt = `const start = performance.now();
require(process.argv[1]);
process.stdout.write(String(performance.now() - start));`;

/**
 * Measures both, as multiples of `require('express')` in the same round.
 *
 * @param {{ rounds: number }} sizes
 */
export async function measureStart({ rounds }) {
  const { resolve } = createRequire(here('../../examples/express/package.json'));
  const files = {
    [measure]: resolve(measure),
    ...Object.fromEntries(
      production.map((name) => [name, here(`../../packages/${name}/dist/index.cjs`)]),
    ),
  };
  /** @type {Record<string, number[]>} */
  const times = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, file] of Object.entries(files)) {
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', requireIt, file]);
      times[name] = [...(times[name] ?? []), Number(stdout)];
    }
    times['vendor'] = [...(times['vendor'] ?? []), await startVendor()];
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, taken]) => [
      name,
      {
        milliseconds: summarise(taken),
        toExpress: summarise(taken.map((each, round) => each / Number(times[measure]?.[round]))),
      },
    ]),
  );
}

/** Milliseconds until the vendor serves its demo agenda, on SQLite, in a new folder. */
async function startVendor() {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-bench-start-'));
  try {
    const start = performance.now();
    const child = spawn(process.execPath, [vendorScript], {
      env: { ...process.env, PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const taken = performance.now() - start;
    child.kill('SIGTERM');
    await once(child, 'exit');
    return taken;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
