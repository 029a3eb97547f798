import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type ReportedAppointment, type Simulator, startSimulator } from '@sas-sos/simulator';
import { createTestBrowser } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFront, type Front } from '../sign-on/create-front.js';

const folder = fileURLToPath(new URL('../../examples/minimal', import.meta.url));

interface Found {
  readonly outcome: string;
  readonly places: readonly {
    readonly name: string;
    readonly slots: readonly { readonly url: string }[];
  }[];
}

describe('The one-file example and the platform', () => {
  let front: Front;
  let simulator: Simulator;
  let vendor: ChildProcess;

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
      if (url !== undefined) return front.lead(url);
    }
    throw new Error('The example has ended.');
  });
  afterAll(async () => {
    if (vendor?.exitCode === null && vendor.kill()) await once(vendor, 'close');
    await simulator?.close();
    await front?.[Symbol.asyncDispose]();
  });

  async function call<Answer>(path: string, method = 'GET', body?: object): Promise<Answer> {
    const response = await fetch(`${simulator.url}/api${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return (await response.json()) as Answer;
  }

  /** Returns the addresses of the free slots, as the platform finds them. */
  async function findSlots(): Promise<readonly string[]> {
    const { outcome, places } = await call<Found>('/searches', 'POST');
    expect(outcome).toBe('found');
    return places.flatMap(({ slots }) => slots.map(({ url }) => url));
  }

  async function createRegulator(email: string): Promise<string> {
    const person = { familyName: 'Roux', givenName: 'Ana', email };
    const { id } = await call<{ id: string }>('/regulators', 'POST', person);
    return id;
  }

  /** Opens the address of a slot as the platform does, and signs in if asked to. */
  async function arrive(browser: ReturnType<typeof createTestBrowser>, url: string, email: string) {
    const page = await browser.open(`${url}&origin=sas-preprod`);
    if (!page.url.startsWith(simulator.sasIssuer)) return page;
    return browser.submit(page, { email, password: 'sas-demo', action: 'password' });
  }

  it('answers a search with its place and its free slots', async () => {
    const { places } = await call<Found>('/searches', 'POST');
    expect(places.map(({ name }) => name)).toEqual(['Centre de consultation Rennes Nord']);
    expect(places[0]?.slots.length).toBeGreaterThan(50);
  });

  it('lists its association with the place', async () => {
    expect(await call('/associations')).toMatchObject({
      outcome: 'found',
      associations: [{ siret: '334173748400020', name: 'SOS Médecins Rennes' }],
    });
  });

  it('creates the account of a regulator, changes it, and removes the right', async () => {
    const path = `/regulators/${await createRegulator('ana@exemple.fr')}`;
    const statusOf = async (action: string) => {
      const { lastCall } = await call<{ lastCall: { status: number } }>(path + action, 'POST');
      return lastCall.status;
    };
    expect(await statusOf('/send')).toBe(201);
    await call(path, 'PATCH', { email: 'ana.roux@exemple.fr' });
    expect(await statusOf('/send')).toBe(200);
    expect(await statusOf('/disable')).toBe(200);
  });

  it('signs on a regulator, who books; the slot is gone, and the platform has the report', async () => {
    const email = 'noa@exemple.fr';
    await createRegulator(email);
    const browser = createTestBrowser();
    const [slot = '', other = ''] = await findSlots();
    const page = await arrive(browser, slot, email);
    expect(page).toMatchObject({ url: slot, status: 200 });
    const booked = await browser.submit(page, {});
    const [, id] = /réservé : ([\w-]{36})/.exec(booked.text) ?? [];
    expect(id).toBeDefined();
    expect((await browser.submit(page, {})).status).toBe(409);
    const left = await findSlots();
    expect(left).not.toContain(slot);
    expect(left).toContain(other);
    const reports = async () => {
      const { appointments } = await call<{ appointments: ReportedAppointment[] }>('/appointments');
      return appointments.map(({ identifier, versions }) => [identifier.value, versions.length]);
    };
    await expect.poll(reports, { timeout: 5000 }).toEqual([[id, 1]]);
  });

  it('does not show its agenda to anyone else', async () => {
    const [slot = ''] = await findSlots();
    expect((await createTestBrowser().open(slot)).status).toBe(403);
    const stranger = await fetch(slot, { method: 'POST' });
    expect(stranger.status).toBe(403);
    expect(await findSlots()).toContain(slot);
  });

  it('passes every check of the platform', async () => {
    const { exchanges } = await call<{ exchanges: readonly { flow: string; errors: number }[] }>(
      '/exchanges?limit=1000',
    );
    const flows = new Set(exchanges.map(({ flow }) => flow));
    expect([...flows].sort()).toEqual([
      'appointments',
      'associations',
      'regulators',
      'sign-on',
      'slots',
    ]);
    expect(exchanges.filter(({ errors }) => errors > 0)).toEqual([]);
  });
});
