import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Run, runConformance } from '@sas-sos/conformance';
import { type Simulator, startSimulator } from '@sas-sos/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFront, type Front } from '../sign-on/create-front.js';
import { findFailed } from './run-mutation.js';

const folder = fileURLToPath(new URL('../../examples/minimal', import.meta.url));

describe('The one-file example, judged', () => {
  let front: Front;
  let simulator: Simulator;
  let vendor: ChildProcess;
  let run: Run;

  beforeAll(async () => {
    front = await createFront();
    simulator = await startSimulator({ vendorUrl: `${front.url}/fhir`, port: 0 });
    const { PATH = '' } = process.env;
    vendor = spawn(
      process.execPath,
      ['--import', 'tsx', '--conditions=@sas-sos/source', 'src/main.ts'],
      {
        cwd: folder,
        env: { PATH, PORT: '0', PUBLIC_URL: front.url, PLATFORM_URL: simulator.url },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const lines = createInterface({ input: vendor.stdout as NonNullable<ChildProcess['stdout']> });
    for await (const line of lines) {
      const [, url] = /^listening on (\S+)$/.exec(line) ?? [];
      if (url === undefined) continue;
      front.lead(url);
      break;
    }
    run = await runConformance({
      vendor: `${front.url}/fhir`,
      simulator: simulator.url,
      associations: { onePlace: '34173748400020' },
      signOn: { regulatorPage: 'Réserver ce créneau' },
      booking: { book: {} },
    });
  }, 120_000);
  afterAll(async () => {
    if (vendor?.exitCode === null && vendor.kill()) await once(vendor, 'close');
    await simulator?.close();
    await front?.[Symbol.asyncDispose]();
  });

  it('breaks no official rule: its place has no phone, and its agenda is one path', () => {
    expect(findFailed(run)).toEqual([
      'associations.phone-there',
      // Good practice: its own addresses have a query.
      'sign-on.glued',
      'slots.phone-there',
    ]);
    expect(run.verdict).toBe('passed');
  });

  it('is judged on all that one place, one form and no certificates allow', () => {
    const leftOut = run.groups.flatMap(({ steps }) =>
      steps.flatMap(({ id, reason }) => (reason === null ? [] : [id])),
    );
    expect(leftOut.filter((id) => !id.startsWith('transport.'))).toEqual([
      'search-two-places.search',
      'search-both.search',
      'profiles.hl7',
      'appointments.pasted',
      'declarations.answers',
      'sign-on-by-hand.one-desk',
      'booking-by-hand.cancel',
      'booking-by-hand.back',
      'booking-by-hand.fulfilled',
    ]);
  });
});
