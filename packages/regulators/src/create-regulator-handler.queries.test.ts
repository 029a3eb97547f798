import { responseErrorCodes } from '@sas-sos/fhir-http';
import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
import type { Bundle, OperationOutcome } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createRegulatorHandler } from './create-regulator-handler.js';
import { createLogger } from './test-data/recording-logger.js';
import {
  createAccount,
  fixtureValues,
  toBody,
  toNationalId,
  toTechnicalId,
} from './test-data/regulator-data.js';

const person = 'urn:oid:1.2.250.1.71.4.2.1';
const technical = 'urn:oid:1.2.250.1.213.3.6';
const [n1, n2, t1, t2] = [toNationalId(1), toNationalId(2), toTechnicalId(1), toTechnicalId(2)];

function create(...accounts: ReturnType<typeof createAccount>[]) {
  const store = createMemoryRegulatorAccounts({ accounts });
  const logger = createLogger();
  const handler = createRegulatorHandler({ accounts: store, logger });
  const send = (method: string, query: string, body?: unknown) =>
    handler(
      new Request(`https://agenda.example/Practitioner?${query}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  return { store, lines: logger.lines, send };
}

describe('the account that an update names', () => {
  const account = createAccount('a1', { nationalId: n1, technicalId: t1 });
  const body = toBody({ nationalId: n1, technicalId: t1, familyName: 'Autre' });

  it.each([
    { name: 'a bar escaped twice', query: `identifier=${technical}%257C${t1}` },
    { name: 'a bar without its percent sign', query: `identifier=${technical}7C${t1}` },
    { name: 'national, escaped twice', query: `identifier=${person}%257C${n1}` },
    { name: 'both identifiers', query: `identifier=${person}|${n1},${technical}|${t1}` },
    { name: 'the other way round', query: `identifier=${technical}|${t1},${person}|${n1}` },
    { name: 'one that is unknown, and its own', query: `identifier=${person}|${n2},${t1}` },
    { name: 'its own, and one that is unknown', query: `identifier=${person}|${n1},${t2}` },
    { name: 'an empty token', query: `identifier=${person}|${n1},${technical}|` },
    { name: 'empty parameters', query: `identifier=${n1}&_format=&_id=` },
  ])('$name: 200, the same account', async ({ query }) => {
    const { store, send } = create(account);
    const response = await send('PUT', query, body);
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBe('https://agenda.example/Practitioner/a1');
    expect(store.list()).toMatchObject([{ id: 'a1', familyName: 'Autre' }]);
  });

  it('two accounts: refused, and both stay as they are', async () => {
    const accounts = [
      createAccount('a1', { nationalId: n1 }),
      createAccount('a2', { technicalId: t1, email: 'b@sas.example' }),
    ];
    const { store, send } = create(...accounts);
    const response = await send('PUT', `identifier=${n1},${t1}`, body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as OperationOutcome).issue).toMatchObject([
      { diagnostics: 'SAS_REGULATOR_QUERY_MALFORMED', expression: ['identifier'] },
    ]);
    expect(store.list()).toEqual(accounts);
  });

  it('none: both identifiers are looked for, then it is as a create', async () => {
    const { store, send } = create();
    expect((await send('PUT', `identifier=${n1},${t1}`, body)).status).toBe(201);
    expect(store.list()).toMatchObject([{ nationalId: n1, technicalId: t1 }]);
  });
});

it('a search leaves out what cannot be read: answered, logged without values, marked', async () => {
  const { lines, send } = create(createAccount('a1', { nationalId: n1 }));
  const response = await send('GET', `identifier=${fixtureValues.email},${n1}`);
  expect(response.status).toBe(200);
  expect(((await response.json()) as Bundle).total).toBe(1);
  expect(responseErrorCodes(response)).toEqual(['SAS_REGULATOR_QUERY_MALFORMED']);
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).toContain('"position":1');
  expect(JSON.stringify(lines)).not.toContain(fixtureValues.email);
});
