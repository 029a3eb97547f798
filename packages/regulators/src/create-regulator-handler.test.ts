import { identifierSystems, isSasError, type RegulatorAccounts } from '@sas-sos/core';
import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
import type { Bundle, OperationOutcome, Practitioner } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createRegulatorHandler } from './create-regulator-handler.js';
import {
  createAccount,
  fixtureValues,
  type RegulatorPart,
  toBody,
  toNationalId,
  toQuery,
  toTechnicalId,
} from './test-data/regulator-data.js';

const base = 'https://agenda.example/fhir';
const [n1, n2, t1] = [toNationalId(1), toNationalId(2), toTechnicalId(1)];

/** A handler over a store in memory that records every call. */
function create(...accounts: ReturnType<typeof createAccount>[]) {
  const store = createMemoryRegulatorAccounts({ accounts });
  const calls: string[] = [];
  const handler = createRegulatorHandler({
    accounts: {
      find(query) {
        calls.push('find');
        return store.find(query);
      },
      save(changes, options) {
        calls.push('save');
        return store.save(changes, options);
      },
    },
  });
  const send = (method: string, path: string, body?: unknown, headers: HeadersInit = {}) =>
    handler(
      new Request(`${base}/Practitioner${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      { basePath: '/fhir' },
    );
  return { store, calls, send };
}
type HeadersInit = Readonly<Record<string, string>>;

const read = async <Body>(response: Response): Promise<Body> => (await response.json()) as Body;
const codeOf = async (response: Response) =>
  (await read<OperationOutcome>(response)).issue[0]?.diagnostics;

describe('createRegulatorHandler', () => {
  it.each([
    { name: 'no store', accounts: undefined },
    { name: 'a store that cannot save', accounts: { find: () => [] } },
    { name: 'a store that cannot find', accounts: { save: () => 'saved' } },
  ])('requires a store: $name', ({ accounts }) => {
    let thrown: unknown;
    try {
      createRegulatorHandler({ accounts: accounts as unknown as RegulatorAccounts });
    } catch (error) {
      thrown = error;
    }
    expect(isSasError(thrown) && thrown.code).toBe('SAS_OPTION_INVALID');
  });

  it('describes what it serves', () => {
    const { resources } = createRegulatorHandler({ accounts: createMemoryRegulatorAccounts() });
    expect(resources).toMatchObject([{ type: 'Practitioner', conditionalUpdate: true }]);
  });
});

describe('a create', () => {
  it.each([
    { name: 'with a national identifier', part: { nationalId: n1 } },
    { name: 'with a technical identifier', part: { nationalId: null, technicalId: t1 } },
    { name: 'with both', part: { nationalId: n1, technicalId: t1 } },
    { name: 'disabled from the start', part: { active: false } },
  ])('$name: 201, with its Location and its content', async ({ part }) => {
    const { store, calls, send } = create();
    const response = await send('POST', '', toBody(part));
    const [account] = store.list();
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`${base}/Practitioner/${account?.id}`);
    expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await read(response)).toEqual({ ...toBody(part), id: account?.id });
    expect(account).toMatchObject({ version: 1, ...part });
    expect(account?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(calls).toEqual(['find', 'save']);
  });

  it('ignores an id in the body', async () => {
    const { store, send } = create();
    for (const id of ['a0', '../../etc/passwd', 'é@é']) {
      const response = await send('POST', '', { ...toBody(), id });
      expect([201, 409]).toContain(response.status);
    }
    expect(store.list()).toHaveLength(1);
    expect(store.list()[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a second time: 409, and nothing changes', async () => {
    const { store, send } = create();
    await send('POST', '', toBody());
    const before = store.list();
    const response = await send('POST', '', toBody({ familyName: 'Autre', active: false }));
    expect(response.status).toBe(409);
    expect(await codeOf(response)).toBe('SAS_REGULATOR_EXISTS');
    expect(response.headers.get('location')).toBeNull();
    expect(store.list()).toEqual(before);
  });

  it('with the e-mail address of an active account: 409', async () => {
    const { store, send } = create(createAccount('a0', { nationalId: n1 }));
    const body = toBody({ nationalId: n2, email: fixtureValues.email.toUpperCase() });
    const response = await send('POST', '', body);
    expect([response.status, await codeOf(response)]).toEqual([409, 'SAS_REGULATOR_EMAIL_TAKEN']);
    expect(store.list()).toHaveLength(1);
  });
});

describe('an update', () => {
  it('changes the account to the body, and keeps its id', async () => {
    const { store, send } = create(createAccount('a0', { nationalId: n1 }));
    const part: RegulatorPart = { nationalId: n2, familyName: 'Autre', active: false };
    const response = await send('PUT', `?${toQuery(n1)}`, { ...toBody(part), id: 'theirs' });
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBe(`${base}/Practitioner/a0`);
    expect(await read(response)).toEqual({ ...toBody(part), id: 'a0' });
    expect(store.list()).toMatchObject([{ id: 'a0', version: 2, ...part }]);
  });

  it('that changes nothing: 200, one find, no save', async () => {
    const { store, calls, send } = create(createAccount('a0', { nationalId: n1 }));
    const before = store.list();
    const response = await send('PUT', `?${toQuery(n1)}`, toBody({ nationalId: n1 }));
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBe(`${base}/Practitioner/a0`);
    expect(calls).toEqual(['find']);
    expect(store.list()).toEqual(before);
  });

  it('of an unknown regulator: 201, as a create', async () => {
    const { store, send } = create();
    const response = await send('PUT', `?${toQuery(n2)}`, toBody({ nationalId: n1 }));
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`${base}/Practitioner/${store.list()[0]?.id}`);
  });

  it('that withdraws the right of an unknown regulator: 200, says so, and stores nothing', async () => {
    const { store, calls, send } = create(createAccount('a0', { nationalId: n1 }));
    const body = toBody({ nationalId: n2, active: false });
    const response = await send('PUT', `?${toQuery(n2)}`, body);
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBeNull();
    const outcome = await read<OperationOutcome>(response);
    expect(outcome.resourceType).toBe('OperationOutcome');
    expect(outcome.issue[0]).toMatchObject({ severity: 'information', code: 'informational' });
    expect(calls).toEqual(['find']);
    expect(store.list()).toMatchObject([{ id: 'a0', active: true }]);
  });

  it('that claims the identifier of an active account: 422', async () => {
    const { send } = create(
      createAccount('a0', { nationalId: n1, email: 'a@sas.example' }),
      createAccount('b0', { nationalId: n2 }),
    );
    const response = await send('PUT', `?${toQuery(n2)}`, toBody({ nationalId: n1 }));
    expect([response.status, await codeOf(response)]).toEqual([
      422,
      'SAS_REGULATOR_IDENTIFIER_TAKEN',
    ]);
  });

  const establishment = '3456780581/11242343';
  it.each([
    { name: 'raw', query: toQuery(establishment), id: establishment },
    {
      name: 'percent-encoded',
      query: `identifier=${encodeURIComponent(`${identifierSystems.person}|${establishment}`)}`,
      id: establishment,
    },
    { name: 'without system', query: `identifier=${n1}`, id: n1 },
    { name: 'with an empty system', query: `identifier=|${n1}`, id: n1 },
    { name: 'without prefix', query: toQuery(n1.slice(1)), id: n1 },
    { name: 'under the technical system', query: toQuery(n1, identifierSystems.technical), id: n1 },
    { name: 'with a format', query: `_format=json&${toQuery(n1)}&_pretty=true`, id: n1 },
    { name: 'with empty parameters', query: `&${toQuery(n1)}&`, id: n1 },
  ])('identifies the account: $name', async ({ query, id }) => {
    const { store, send } = create(createAccount('a0', { nationalId: id }));
    const response = await send('PUT', `?${query}`, toBody({ nationalId: id, familyName: 'B' }));
    expect(response.status).toBe(200);
    expect(store.list()).toMatchObject([{ id: 'a0', familyName: 'B' }]);
  });

  it.each([
    { name: 'under the national system', query: toQuery(t1, identifierSystems.person) },
    { name: 'in capitals', query: toQuery(t1.toUpperCase()) },
  ])('identifies an account by its UUID $name', async ({ query }) => {
    const account = createAccount('a0', { nationalId: null, technicalId: t1 });
    const { store, send } = create(account);
    const response = await send('PUT', `?${query}`, toBody({ nationalId: n1 }));
    expect(response.status).toBe(200);
    expect(store.list()).toMatchObject([{ id: 'a0', nationalId: n1, technicalId: null }]);
  });
});

describe('Prefer: return=minimal', () => {
  it.each([
    { name: 'a create', method: 'POST', path: '', status: 201 },
    { name: 'an update', method: 'PUT', path: `?${toQuery(n1)}`, status: 200 },
  ])('$name is answered without a body', async ({ method, path, status }) => {
    const { send } = create(...(method === 'PUT' ? [createAccount('a0', { nationalId: n1 })] : []));
    const response = await send(method, path, toBody({ nationalId: n1, familyName: 'B' }), {
      prefer: 'handling=lenient, return=minimal',
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('location')).toMatch(/\/fhir\/Practitioner\/.+$/);
    expect(await response.text()).toBe('');
  });
});

describe('a read', () => {
  it.each(['GET', 'HEAD'])('%s returns the account, active or not', async (method) => {
    const { send } = create(createAccount('a0', { nationalId: n1, active: false }));
    const response = await send(method, '/a0');
    expect(response.status).toBe(200);
    const expected = { ...toBody({ nationalId: n1, active: false }), id: 'a0' };
    expect(await read<Practitioner>(response)).toEqual(expected);
  });

  it.each([
    { name: 'nobody', id: 'b0' },
    { name: 'an account without identifier', id: 'bare' },
    { name: 'an id in another case', id: 'A0' },
    { name: 'an invalid FHIR id', id: 'a%200' },
    { name: 'a long id', id: 'a'.repeat(65) },
    { name: 'an identifier', id: n1 },
  ])('404: $name', async ({ id }) => {
    const bare = createAccount('bare', { nationalId: null, active: false });
    const { send } = create(createAccount('a0', { nationalId: n1 }), bare);
    const response = await send('GET', `/${id}`);
    expect([response.status, await codeOf(response)]).toEqual([404, 'SAS_RESOURCE_NOT_FOUND']);
  });
});

describe('a search', () => {
  const accounts = [
    createAccount('a0', { nationalId: n1, technicalId: t1 }),
    createAccount('b0', { nationalId: n2, active: false, email: 'b@sas.example' }),
  ];
  it.each([
    { name: 'by a national identifier', query: toQuery(n1), ids: ['a0'] },
    { name: 'by a technical identifier', query: toQuery(t1), ids: ['a0'] },
    { name: 'a disabled account', query: toQuery(n2), ids: ['b0'] },
    { name: 'several values', query: `${toQuery(n2)},${n1}`, ids: ['a0', 'b0'] },
    { name: 'two values of one account', query: `${toQuery(n1)},${t1}`, ids: ['a0'] },
    { name: 'nobody', query: toQuery(toNationalId(3)), ids: [] },
  ])('$name', async ({ query, ids }) => {
    const { send } = create(...accounts);
    const response = await send('GET', `?${query}`);
    const bundle = await read<Bundle<Practitioner>>(response);
    expect(response.status).toBe(200);
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: ids.length });
    expect(bundle.link).toEqual([{ relation: 'self', url: `${base}/Practitioner?${query}` }]);
    expect(bundle.entry?.map(({ resource }) => resource?.id).sort() ?? []).toEqual(ids);
    for (const { fullUrl, resource, search } of bundle.entry ?? []) {
      expect(fullUrl).toBe(`${base}/Practitioner/${resource?.id}`);
      expect(search).toEqual({ mode: 'match' });
    }
    expect('entry' in bundle).toBe(ids.length > 0);
  });
});
