import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSasError, type Logger, silentLogger } from '@sas-sos/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoRegulators } from '../platform/regulators/demo-regulators.js';
import type { PlatformState } from './platform-state.js';
import { openStateStore } from './state-store.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sas-sos-state-'));
  file = join(folder, 'platform.json');
});
afterEach(() => rm(folder, { recursive: true }));

const state: PlatformState = {
  regulators: demoRegulators,
  appointments: [
    {
      id: '1',
      identifier: { system: 'urn:oid:1.2', value: 'a' },
      versions: [
        {
          version: 1,
          receivedAt: 5,
          interaction: 'create',
          resource: { resourceType: 'Appointment', status: 'booked', participant: [] },
          isRepeat: false,
        },
      ],
    },
  ],
};

const open = (logger: Logger = silentLogger) => openStateStore({ file, logger });

async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isSasError(error)) throw new Error('It was not refused.');
  expect(error.issues[0]).toEqual({ code: 'SAS_OPTION_INVALID', expression: 'dataFile' });
  return (error.cause as Error).message;
}

describe('the state', () => {
  it('is kept in a file that only its owner can read', async () => {
    const store = await open();
    store.change(() => state);
    await store.close();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['platform.json']);
    const again = await open();
    expect(again.read()).toEqual(state);
    await again.close();
  });

  it.each([1, 100, 101, 1000])('is kept completely: %i appointments', async (count) => {
    const [appointment] = state.appointments;
    const appointments = Array.from({ length: count }, (_, index) => ({
      ...(appointment as PlatformState['appointments'][number]),
      id: String(index),
    }));
    const store = await open();
    store.change((before) => ({ ...before, appointments }));
    await store.close();
    const again = await open();
    expect(again.read().appointments).toEqual(appointments);
    await again.close();
  });

  it('lets other work run while many are written', async () => {
    let turns = 0;
    const seen = new Set<number>();
    const [appointment] = state.appointments;
    const appointments = Array.from({ length: 1000 }, () => ({
      ...(appointment as PlatformState['appointments'][number]),
      toJSON: () => seen.add(turns) && appointment,
    }));
    const store = await open();
    store.change((before) => ({ ...before, appointments }));
    let isWritten = false;
    const written = store.flush().finally(() => {
      isWritten = true;
    });
    for (; !isWritten; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    await written;
    expect(seen.size).toBeGreaterThan(5);
    await store.close();
  });

  it('is written shortly after a change, several changes at once', async () => {
    const store = await open();
    for (let index = 0; index < 100; index += 1) {
      store.change((before) => ({ ...before, regulators: demoRegulators.slice(0, index % 3) }));
    }
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('regulators');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      format: 'sas-sos-simulator',
      version: 1,
    });
    await store.close();
  });

  it('is in memory without a file, and notifies its listeners', async () => {
    const store = await openStateStore({ file: undefined, logger: silentLogger });
    let calls = 0;
    store.subscribe(() => {
      throw new Error('broken');
    });
    const end = store.subscribe(() => {
      calls += 1;
    });
    store.change(() => state);
    store.change((same) => same);
    end();
    store.change(() => ({ ...state, regulators: [] }));
    expect(calls).toBe(1);
    expect(store.read().regulators).toEqual([]);
    await store.close();
  });

  it.each([
    { name: 'text that is not JSON', text: '{"format":"sas-sos-sim' },
    { name: 'an empty file', text: '' },
    { name: 'JSON of something else', text: '{"hello":1}' },
    {
      name: 'an appointment without versions',
      text: JSON.stringify({
        format: 'sas-sos-simulator',
        version: 1,
        regulators: [],
        appointments: [{ ...state.appointments[0], versions: [] }],
      }),
    },
    {
      name: 'a later format',
      text: JSON.stringify({ format: 'sas-sos-simulator', version: 2, people: [] }),
    },
  ])('refuses $name, and does not change it', async ({ text }) => {
    await writeFile(file, text);
    await refusalOf(open());
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['platform.json']);
  });

  it('reports where a file is damaged', async () => {
    const damaged = { ...state, regulators: [{ ...demoRegulators[0], isActive: 'yes' }] };
    await writeFile(file, JSON.stringify({ format: 'sas-sos-simulator', version: 1, ...damaged }));
    expect(await refusalOf(open())).toContain('regulators.0.isActive');
  });

  it('logs that it cannot be written, and tries again', async () => {
    const errors: string[] = [];
    const store = await open({ ...silentLogger, error: (_, message) => errors.push(message) });
    await rm(folder, { recursive: true });
    store.change(() => state);
    await expect(store.flush()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(errors).toHaveLength(1);
    execFileSync('mkdir', ['-p', folder]);
    await store.flush();
    expect(await readFile(file, 'utf8')).toContain('sas-sos-simulator');
    await store.close();
  });
});

describe('the file of one simulator', () => {
  it('cannot be used by another one, in this process or elsewhere', async () => {
    const store = await open();
    expect(await refusalOf(open())).toContain(String(process.pid));
    await store.close();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      await writeFile(`${file}.lock`, `${other.pid} 12.5`);
      expect(await refusalOf(open())).toContain(String(other.pid));
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
  });

  it.each([
    { name: 'of a process that no longer exists', holder: () => `${spawnGone()} 12.5` },
    { name: 'of an earlier process with our number', holder: () => `${process.pid} 12.5` },
  ])('is taken over from a lock $name', async ({ holder }) => {
    await writeFile(`${file}.lock`, holder());
    const store = await open();
    await store.close();
    expect(await readdir(folder)).toEqual([]);
  });
});

function spawnGone(): number {
  const output = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' });
  return Number(output);
}
