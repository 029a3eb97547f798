import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createPostgresOutbox } from '@sas-sos/appointments';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import {
  createHistory,
  readHistory,
} from '../../packages/appointments/src/test-data/appointment-histories.js';
import {
  type Fault,
  type PlatformDouble,
  startPlatformDouble,
} from '../../packages/appointments/src/test-data/platform-double.js';
import { identifierSystem } from '../../packages/appointments/src/test-data/report-data.js';
import { createDatabase } from '../postgres/create-database.mjs';

const program = fileURLToPath(new URL('report-until-killed.mjs', import.meta.url));
const appointments = 120;
const eventsOf = (index: number) => (index % 5) + 1;
const events = Array.from({ length: appointments }, (_, index) => eventsOf(index)).reduce(
  (sum, each) => sum + each,
);

/** One request in six goes wrong, always the same ones. */
function chooseFault(_: unknown, count: number): Fault {
  const faults: readonly Fault[] = ['cut-after', { status: 500, acts: true }, 'cut-before'];
  return count % 6 === 0 ? (faults[(count / 6) % faults.length] ?? 'none') : 'none';
}

/** Starts a vendor that has some of the histories to tell. */
function startVendor(
  platform: PlatformDouble,
  store: object,
  [first, step]: readonly [number, number],
) {
  const histories = Array.from({ length: appointments }, (_, index) => index)
    .filter((index) => index % step === first)
    .map((index) => createHistory(`a${index}`, eventsOf(index)));
  const options = { ...store, platformUrl: platform.url, identifierSystem, histories };
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  return {
    told: once(child.stdout, 'data'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Waits until so many requests more have come in, or nothing more has to. */
async function untilRequests(platform: PlatformDouble, more: number): Promise<void> {
  const wanted = Math.min(platform.requests.length + more, events);
  while (platform.requests.length < wanted) await delay(1);
}

function isDone(platform: PlatformDouble): boolean {
  return Array.from({ length: appointments }, (_, index) => index).every(
    (index) => readHistory(platform.states.get(`a${index}`)).at(-1) === eventsOf(index) - 1,
  );
}

function assertComplete(platform: PlatformDouble): void {
  for (let index = 0; index < appointments; index += 1) {
    expect(readHistory(platform.states.get(`a${index}`))).toEqual(
      Array.from({ length: eventsOf(index) }, (_, event) => event),
    );
    expect(platform.resources.get(`a${index}`)).toBe(1);
  }
}

describe('a vendor that is killed again and again', () => {
  it('loses nothing, doubles nothing and keeps the order: SQLite', async () => {
    await using platform = await startPlatformDouble(chooseFault);
    const folder = await mkdtemp(join(tmpdir(), 'sas-sos-killed-'));
    const file = join(folder, 'outbox.sqlite');
    for (let kill = 0; kill < 5; kill += 1) {
      const vendor = startVendor(platform, { file }, [0, 1]);
      await untilRequests(platform, 37 + kill * 11);
      await vendor.kill();
    }
    const last = startVendor(platform, { file }, [0, 1]);
    await last.told;
    await expect.poll(() => isDone(platform), { timeout: 60_000 }).toBe(true);
    await last.kill();
    assertComplete(platform);
    await rm(folder, { recursive: true });
  }, 180_000);

  it('loses nothing, doubles nothing and keeps the order: two on one PostgreSQL', async () => {
    await using platform = await startPlatformDouble(chooseFault);
    await using database = await createDatabase(inject('postgresUrl'));
    const pool = new pg.Pool({ connectionString: database.url });
    // The database is dropped with whoever is still leaving it.
    pool.on('error', () => {});
    const outbox = createPostgresOutbox({ pool });
    await outbox.migrate();
    const store = { databaseUrl: database.url };
    const start = (which: number) => startVendor(platform, store, [which, 2]);
    const vendors = [start(0), start(1)];
    for (let kill = 0; kill < 6; kill += 1) {
      await untilRequests(platform, 23 + kill * 7);
      await vendors[kill % 2]?.kill();
      vendors[kill % 2] = start(kill % 2);
    }
    await Promise.all(vendors.map(({ told }) => told));
    await expect.poll(async () => (await outbox.count()).waiting, { timeout: 90_000 }).toBe(0);
    await Promise.all(vendors.map((vendor) => vendor.kill()));
    await pool.end();
    assertComplete(platform);
  }, 240_000);
});
