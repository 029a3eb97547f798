import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ReportedAppointment, startSimulator } from '@sas-sos/simulator';
import { createTestBrowser } from '@sas-sos/test-provider';
import { expect } from 'vitest';
import { createFront } from '../sign-on/create-front.js';

/** An example to start. */
export interface Example {
  /** Its folder in `examples`. */
  readonly folder: string;
  /** Its program. */
  readonly program: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Found {
  readonly outcome: string;
  readonly places: readonly { readonly slots: readonly { readonly url: string }[] }[];
}

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Starts an example on the built packages, and resolves with its address. */
async function startExample({ folder, program, environment }: Example, variables: object) {
  const child = spawn(process.execPath, ['--import', tsx, program], {
    cwd: fileURLToPath(new URL(`../../examples/${folder}`, import.meta.url)),
    env: { PATH: process.env['PATH'], PORT: '0', ...environment, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> });
  for await (const line of lines) {
    const [, url] = /^listening on (\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    return {
      url,
      async [Symbol.asyncDispose]() {
        if (child.exitCode === null && child.kill()) await once(child, 'close');
      },
    };
  }
  throw new Error('The example has ended.');
}

/**
 * Plays the platform and a regulator against an example: search, account, sign-on, booking, report.
 * Fails if any exchange breaks a rule of the platform.
 */
export async function runJourney(example: Example): Promise<void> {
  await using front = await createFront();
  const simulator = await startSimulator({ vendorUrl: `${front.url}/fhir`, port: 0 });
  try {
    await using vendor = await startExample(example, {
      PUBLIC_URL: front.url,
      PLATFORM_URL: simulator.url,
    });
    front.lead(vendor.url);

    const call = async <Answer>(path: string, method = 'GET', body?: object): Promise<Answer> => {
      const response = await fetch(`${simulator.url}/api${path}`, {
        method,
        ...(body && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      });
      return (await response.json()) as Answer;
    };
    const findSlots = async () => {
      const { outcome, places } = await call<Found>('/searches', 'POST');
      expect(outcome).toBe('found');
      return places.flatMap(({ slots }) => slots.map(({ url }) => url));
    };

    // Search, and the list of associations.
    const [slot = '', other] = await findSlots();
    expect(await call('/associations')).toMatchObject({ outcome: 'found' });

    // Account: created, then changed.
    const email = 'noa@exemple.fr';
    const person = { familyName: 'Roux', givenName: 'Noé', email };
    const { id } = await call<{ id: string }>('/regulators', 'POST', person);
    for (const status of [201, 200]) {
      const sent = await call(`/regulators/${id}/send`, 'POST');
      expect(sent).toMatchObject({ lastCall: { status } });
    }

    // Sign-on, and booking; nobody else may see the page.
    expect((await createTestBrowser().open(slot)).status).toBe(403);
    const browser = createTestBrowser();
    const signIn = await browser.open(`${slot}&origin=sas-preprod`);
    expect(signIn.url.startsWith(simulator.sasIssuer)).toBe(true);
    const credentials = { email, password: 'sas-demo', action: 'password' };
    const page = await browser.submit(signIn, credentials);
    expect(page).toMatchObject({ url: slot, status: 200 });
    const booked = await browser.submit(page, {});
    const [, appointmentId] = /réservé : ([\w-]{36})/.exec(booked.text) ?? [];
    expect(appointmentId).toBeDefined();
    expect((await browser.submit(page, {})).status).toBe(409);
    const left = await findSlots();
    expect(left).not.toContain(slot);
    expect(left).toContain(other);

    // Report.
    const reported = async () => {
      const { appointments } = await call<{ appointments: ReportedAppointment[] }>('/appointments');
      return appointments.map(({ identifier }) => identifier.value);
    };
    await expect.poll(reported, { timeout: 10_000 }).toEqual([appointmentId]);

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
  } finally {
    await simulator.close();
  }
}
