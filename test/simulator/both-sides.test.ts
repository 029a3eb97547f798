import { createServer } from 'node:http';
import { toFhirAppointment } from '@sas-sos/appointments';
import { createGateway } from '@sas-sos/gateway';
import { toNodeHandler } from '@sas-sos/node';
import { createRegulatorHandler } from '@sas-sos/regulators';
import { type Exchange, type Simulator, startSimulator } from '@sas-sos/simulator';
import { createSlotHandler } from '@sas-sos/slots';
import { createMemoryAgenda, createMemoryRegulatorAccounts } from '@sas-sos/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyReport } from '../../packages/appointments/src/test-data/arbitrary-reports.js';
import { toServerUrl } from './to-server-url.js';

const hour = 3_600_000;

/** Creates two associations, one overseas, with slots of every kind over three days. */
function toAgenda(now: number): Parameters<typeof createMemoryAgenda>[0] {
  const places = [
    { id: 'rennes', timeZone: 'Europe/Paris', phone: '02 61 91 00 10', postalCode: '35000' },
    { id: 'saint-denis', timeZone: 'Indian/Reunion', phone: '02 62 00 00 00', postalCode: '97400' },
  ];
  const consultations = [['on-site'], ['remote', 'home-visit']] as const;
  return {
    associations: places.map(({ id, timeZone, phone, postalCode }, index) => ({
      siret: index === 0 ? '34173748400020' : '39208046630001',
      name: `SOS Médecins ${id}`,
      places: [
        {
          ...{ id, name: `Centre de ${id}`, phone, timeZone },
          address: { line: '1 rue de la Paix', postalCode, city: id },
          openingHours: [{ days: ['mon', 'sun'], opens: '08:00', closes: '19:00' }],
        },
      ],
    })),
    slots: places.flatMap(({ id: placeId }) =>
      Array.from({ length: 20 }, (_, index) => ({
        ...{ id: `${placeId}-${index}`, placeId },
        start: new Date(now + (index + 1) * 3 * hour),
        end: new Date(now + (index + 1) * 3 * hour + 900_000),
        audience: index % 3 === 0 ? (['sas'] as const) : (['public'] as const),
        consultation: consultations[index % 2] ?? ['on-site'],
        booking: index % 5 === 0 ? ('walk-in' as const) : ('appointment' as const),
        reasons: index % 4 === 0 ? ['Fièvre'] : [],
        url: `https://agenda.example/agenda/${placeId}?slot=${index}`,
      })),
    ),
  };
}

// Two independent implementations of one specification.
describe('The SDK and the simulator agree', () => {
  const accounts = createMemoryRegulatorAccounts();
  const gateway = createGateway({
    parts: [
      createSlotHandler({
        agenda: createMemoryAgenda(toAgenda(Date.now())),
        placeIdSystem: 'https://editeur.example/ids',
      }),
      createRegulatorHandler({ accounts }),
    ],
  });
  const server = createServer(toNodeHandler(gateway));
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator({ vendorUrl: await toServerUrl(server), port: 0 });
  });
  afterAll(async () => {
    await simulator?.close();
    server.close();
  });

  const api = (path: string, init?: RequestInit) => fetch(`${simulator.url}/api${path}`, init);

  it('on every possible report: it is accepted without any finding', async () => {
    for (const report of fc.sample(anyReport, { numRuns: 300, seed: 20261124 })) {
      const appointment = toFhirAppointment(report, {
        identifierSystem: 'urn:oid:1.2.250.1.999.1',
      });
      const response = await fetch(`${simulator.fhirUrl}/Appointment`, {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json' },
        body: JSON.stringify(appointment),
      });
      expect({ appointment, status: response.status }).toEqual({ appointment, status: 201 });
      await response.body?.cancel();
    }
    const { exchanges } = (await (await api('/exchanges?limit=300')).json()) as {
      exchanges: { readonly number: number; readonly errors: number }[];
    };
    expect(exchanges.filter(({ errors }) => errors > 0)).toEqual([]);
  });

  it.each(['/associations', '/searches'])('on the answers to %s', async (path) => {
    const init = path === '/searches' ? { method: 'POST' } : {};
    const found = (await (await api(path, init)).json()) as Exchange & { readonly outcome: string };
    expect(found.outcome).toBe('found');
    expect(found.checks.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('on a regulator who is created, changed, and loses the right', async () => {
    const { regulators } = (await (await api('/regulators')).json()) as {
      regulators: { readonly id: string }[];
    };
    const path = `/regulators/${regulators[0]?.id}`;
    const change = { email: 'une.autre@exemple.fr', nationalId: '810100000099' };
    const calls = [
      await api(`${path}/send`, { method: 'POST' }),
      await api(path, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(change),
      }),
      await api(`${path}/send`, { method: 'POST' }),
      await api(`${path}/disable`, { method: 'POST' }),
    ];
    const statuses = [];
    for (const call of calls) {
      const { lastCall } = (await call.json()) as { lastCall: { readonly status: number } };
      statuses.push(lastCall.status);
    }
    expect(statuses).toEqual([201, 201, 200, 200]);
    const found = await accounts.find({
      identifiers: [change.nationalId],
      emailKeys: [],
      signal: new AbortController().signal,
    });
    expect(found).toMatchObject([{ ...change, active: false }]);
  });
});
