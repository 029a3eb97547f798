import { strict as assert } from 'node:assert';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReportedAppointment, startSimulator } from '@sas-sos/simulator';
import type { createTestBrowser } from '@sas-sos/test-provider';
import { createFront } from '../sign-on/create-front.js';

/** What plays the platform and the regulator: the workspace's own, or those of tarballs. */
export interface Players {
  readonly startSimulator: typeof startSimulator;
  readonly createTestBrowser: typeof createTestBrowser;
}

/** A vendor that listens. */
export interface StartedVendor extends AsyncDisposable {
  readonly url: string;
}

interface Found {
  readonly outcome: string;
  readonly places: readonly { readonly slots: readonly { readonly url: string }[] }[];
}

const flows = ['appointments', 'associations', 'regulators', 'sign-on', 'slots'];

/**
 * Plays the platform and a regulator against a vendor: search, account, sign-on, booking, report.
 * Fails if any exchange breaks a rule of the platform.
 *
 * @param startVendor - starts it with these variables of the environment
 */
export async function playJourney(
  { startSimulator, createTestBrowser }: Players,
  startVendor: (variables: {
    readonly PUBLIC_URL: string;
    readonly PLATFORM_URL: string;
  }) => Promise<StartedVendor>,
): Promise<void> {
  await using front = await createFront();
  const simulator = await startSimulator({ vendorUrl: `${front.url}/fhir`, port: 0 });
  try {
    await using vendor = await startVendor({
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
      assert.equal(outcome, 'found');
      return places.flatMap(({ slots }) => slots.map(({ url }) => url));
    };

    // Search, and the list of associations.
    const [slot = '', other = ''] = await findSlots();
    assert.equal((await call<{ outcome: string }>('/associations')).outcome, 'found');

    // Account: created, then changed.
    const email = 'noa@exemple.fr';
    const person = { familyName: 'Roux', givenName: 'Noé', email };
    const { id } = await call<{ id: string }>('/regulators', 'POST', person);
    for (const status of [201, 200]) {
      const { lastCall } = await call<{ lastCall: { status: number } }>(
        `/regulators/${id}/send`,
        'POST',
      );
      assert.equal(lastCall.status, status);
    }

    // Sign-on, and booking; nobody else may see the page.
    assert.equal((await createTestBrowser().open(slot)).status, 403);
    const browser = createTestBrowser();
    const signIn = await browser.open(`${slot}&origin=sas-preprod`);
    assert.ok(signIn.url.startsWith(simulator.sasIssuer), signIn.url);
    const credentials = { email, password: 'sas-demo', action: 'password' };
    const page = await browser.submit(signIn, credentials);
    assert.deepEqual([page.url, page.status], [slot, 200]);
    const booked = await browser.submit(page, {});
    const [, appointmentId] = /réservé : ([\w-]{36})/.exec(booked.text) ?? [];
    assert.ok(appointmentId, booked.text);
    assert.equal((await browser.submit(page, {})).status, 409);
    const left = await findSlots();
    assert.ok(!left.includes(slot));
    assert.ok(left.includes(other));

    // Report.
    let reported: readonly string[] = [];
    for (const end = Date.now() + 10_000; reported.length === 0 && Date.now() < end; ) {
      await wait(50);
      const { appointments } = await call<{ appointments: ReportedAppointment[] }>('/appointments');
      reported = appointments.map(({ identifier }) => identifier.value);
    }
    assert.deepEqual(reported, [appointmentId]);

    const { exchanges } = await call<{ exchanges: readonly { flow: string; errors: number }[] }>(
      '/exchanges?limit=1000',
    );
    assert.deepEqual([...new Set(exchanges.map(({ flow }) => flow))].sort(), flows);
    assert.deepEqual(
      exchanges.filter(({ errors }) => errors > 0),
      [],
    );
  } finally {
    await simulator.close();
  }
}
