import { errorCatalogue, type SasIssue } from '@sas-sos/core';
import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
import type { OperationOutcome } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createRegulatorHandler } from './create-regulator-handler.js';
import { refusedBodies } from './test-data/refused-bodies.js';
import { refusedQueries, refusedUpdateQueries } from './test-data/refused-queries.js';
import { createAccount, fixtureValues, toBody, toQuery } from './test-data/regulator-data.js';

const address = 'https://agenda.example/Practitioner';

interface Call {
  readonly method: string;
  readonly query?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Makes a call on a store with one account, and expects a refusal that changes nothing. */
async function expectRefusal(call: Call, issues: readonly SasIssue[]) {
  const account = createAccount('a0');
  const accounts = createMemoryRegulatorAccounts({ accounts: [account] });
  const handler = createRegulatorHandler({ accounts });
  const { method, query, body } = call;
  const request = new Request(query === undefined ? address : `${address}?${query}`, {
    method,
    ...(body === undefined ? {} : { body }),
  });
  const response = await handler(request);
  const text = await response.text();
  const outcome = JSON.parse(text) as OperationOutcome;

  const sorted = (all: readonly SasIssue[]) =>
    all.map(({ code, expression }) => `${code} ${expression ?? ''}`).sort();
  const answered = outcome.issue.map((issue) => ({
    code: issue.diagnostics as SasIssue['code'],
    expression: issue.expression?.join(),
  }));
  expect(sorted(answered)).toEqual(sorted(issues));
  const [first] = answered;
  expect(response.status).toBe(first && errorCatalogue[first.code].status);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
  expect(outcome.resourceType).toBe('OperationOutcome');
  for (const issue of outcome.issue) {
    const { text: french, issue: code } = errorCatalogue[issue.diagnostics as SasIssue['code']];
    expect(issue).toMatchObject({ severity: 'error', code, details: { text: french } });
  }
  for (const value of Object.values(fixtureValues)) expect(text).not.toContain(value);
  expect(accounts.list()).toEqual([account]);
}

it('the tables have at least the agreed number of rows', () => {
  expect(Object.values(refusedBodies).flat().length).toBeGreaterThanOrEqual(60);
});

describe.each(Object.entries(refusedBodies))('%s', (_, bodies) => {
  it.each(bodies)('$name', async ({ body, issues }) => {
    await expectRefusal({ method: 'POST', body }, issues);
    await expectRefusal({ method: 'PUT', query: toQuery(fixtureValues.nationalId), body }, issues);
    await expectRefusal({ method: 'PUT', query: toQuery(fixtureValues.technicalId), body }, issues);
  });
});

describe('a query without an account', () => {
  const body = JSON.stringify(toBody({ familyName: 'Autre' }));
  it.each(refusedQueries)('$name', async ({ query, issues }) => {
    await expectRefusal({ method: 'PUT', query, body }, issues);
    await expectRefusal({ method: 'GET', query }, issues);
  });
  it.each(refusedUpdateQueries)('$name, of an update', async ({ query, issues }) => {
    await expectRefusal({ method: 'PUT', query, body }, issues);
  });
});

describe('other methods and paths', () => {
  const body = JSON.stringify(toBody({ familyName: 'Autre' }));
  it.each([
    { name: 'an update by id', call: { method: 'PUT', body }, path: '/a0' },
    { name: 'a patch', call: { method: 'PATCH', body }, path: '' },
    { name: 'a deletion', call: { method: 'DELETE' }, path: '' },
    { name: 'a deletion by id', call: { method: 'DELETE' }, path: '/a0' },
  ])('$name', async ({ call, path }) => {
    const account = createAccount('a0');
    const accounts = createMemoryRegulatorAccounts({ accounts: [account] });
    const handler = createRegulatorHandler({ accounts });
    const response = await handler(new Request(`${address}${path}`, call));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(path === '' ? 'GET, HEAD, POST, PUT' : 'GET, HEAD');
    expect(accounts.list()).toEqual([account]);
  });

  it.each(['Patient', 'Practitioner/a0/_history', 'practitioner', ''])('%s', async (path) => {
    const handler = createRegulatorHandler({ accounts: createMemoryRegulatorAccounts() });
    const response = await handler(new Request(`https://agenda.example/${path}`));
    expect(response.status).toBe(404);
  });
});
