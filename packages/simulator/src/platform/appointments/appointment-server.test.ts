import { gzipSync } from 'node:zlib';
import type { Appointment, Bundle, CapabilityStatement, OperationOutcome } from 'fhir/r4.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoRegulators } from '../regulators/demo-regulators.js';
import { type ServedPlatform, servePlatform } from './appointment-server.fixture.js';
import { toAppointment, toOperator } from './report.fixture.js';

let platform: ServedPlatform;
beforeEach(async () => {
  platform = await servePlatform();
});
afterEach(() => platform[Symbol.asyncDispose]());

const query = '?identifier=urn:oid:1.2.250.1.999.1%7Cb6e39355';
const operator = toOperator(demoRegulators[0]?.nationalId ?? '');
const report = (changes: Partial<Appointment> = {}) =>
  toAppointment({ extension: [operator], ...changes });

const create = (changes?: Partial<Appointment>) =>
  platform.send('POST', '/Appointment', report(changes));
const update = (changes?: Partial<Appointment>, search = query) =>
  platform.send('PUT', `/Appointment${search}`, report(changes));

async function codeOf(response: Response): Promise<string | undefined> {
  expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
  const { issue } = (await response.json()) as OperationOutcome;
  expect(issue[0]?.details?.text).toMatch(/\p{L}+ \p{L}+/u);
  return issue[0]?.code;
}

describe('a first report', () => {
  it('creates the appointment, and returns its location', async () => {
    const response = await create({ id: 'mine' });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as Appointment;
    expect(response.headers.get('location')).toBe(`${platform.url}/Appointment/${id}`);
    const read = await platform.send('GET', `/Appointment/${id}`);
    expect(await read.json()).toEqual(report({ id: id ?? '' }));
    expect(platform.state.read().appointments).toMatchObject([
      {
        id,
        identifier: { system: 'urn:oid:1.2.250.1.999.1', value: 'b6e39355' },
        versions: [{ version: 1, interaction: 'create', isRepeat: false }],
      },
    ]);
    const [, created] = platform.exchanges.list({ limit: 2 });
    expect(created).toMatchObject({ status: 201, errors: 0, warnings: 0, fault: null });
  });

  it('creates a second appointment with the same identifier, and reports it', async () => {
    await create();
    expect((await create()).status).toBe(201);
    expect(platform.failed()).toEqual(['duplicate']);
    expect(platform.state.read().appointments).toHaveLength(2);
    const response = await update();
    expect(response.status).toBe(412);
    expect(await codeOf(response)).toBe('multiple-matches');
  });

  it('has an empty answer on request', async () => {
    const headers = { 'content-type': 'application/json', prefer: 'return=minimal' };
    const response = await platform.send('POST', '/Appointment', report(), headers);
    expect([response.status, await response.text()]).toEqual([201, '']);
  });
});

describe('a conditional update', () => {
  it('changes an existing appointment', async () => {
    const created = (await (await create()).json()) as Appointment;
    const response = await update({ status: 'cancelled' });
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBe(`${platform.url}/Appointment/${created.id}`);
    const [one, ...others] = platform.state.read().appointments;
    expect(others).toEqual([]);
    expect(one?.versions.map(({ resource }) => resource.status)).toEqual(['booked', 'cancelled']);
  });

  it('creates a missing appointment', async () => {
    expect((await update()).status).toBe(201);
    expect((await update()).status).toBe(200);
    expect(platform.state.read().appointments[0]?.versions).toMatchObject([
      { version: 1, interaction: 'update', isRepeat: false },
      { version: 2, interaction: 'update', isRepeat: true },
    ]);
  });

  it('moves the latest to the end', async () => {
    await create();
    await create({ identifier: [{ system: 'urn:oid:1.2', value: 'second' }] });
    await update();
    const order = platform.state.read().appointments.map(({ identifier }) => identifier.value);
    expect(order).toEqual(['second', 'b6e39355']);
  });

  it('accepts a capital in its parameter, with a warning', async () => {
    const response = await update({}, query.replace('identifier', 'Identifier'));
    expect([response.status, platform.failed()]).toEqual([201, ['query-spelling']]);
  });

  it('decodes its parameter', async () => {
    const identifier = [{ system: 'https://e.example/a,b', value: 'x|y' }];
    const search = `?identifier=${encodeURIComponent('https://e.example/a\\,b|x\\|y')}`;
    expect((await update({ identifier }, search)).status).toBe(201);
  });

  it.each([
    { name: 'no parameter', search: '', code: 'required' },
    { name: 'a value without a system', search: '?identifier=b6e39355', code: 'value' },
    { name: 'an empty system', search: '?identifier=%7Cb6e39355', code: 'value' },
    { name: 'two values', search: `${query},urn:oid:1%7Cx`, code: 'value' },
    { name: 'two parameters', search: `${query}&${query.slice(1)}`, code: 'value' },
    { name: 'another parameter', search: `${query}&status=booked`, code: 'not-supported' },
    {
      name: 'another identifier than the body',
      search: '?identifier=urn:oid:1%7Cx',
      code: 'value',
    },
  ])('refuses $name: 400', async ({ search, code }) => {
    const response = await update({}, search);
    expect([response.status, await codeOf(response)]).toEqual([400, code]);
    expect(platform.state.read().appointments).toEqual([]);
  });

  it('refuses an id that is not the one it gave: 400', async () => {
    await create();
    expect((await update({ id: 'mine' })).status).toBe(400);
  });
});

describe('a valid report is checked against the rest', () => {
  it.each([
    {
      name: 'an operator whom nobody sent',
      first: {},
      after: { extension: [toOperator('899999999999')] },
      rule: 'operator-known',
    },
    {
      name: 'an appointment that was closed',
      first: { status: 'cancelled' },
      after: {},
      rule: 'reopened',
    },
  ] as const)('$name: a warning', async ({ first, after, rule }) => {
    await update(first as Partial<Appointment>);
    expect((await update(after as Partial<Appointment>)).status).toBe(200);
    expect(platform.failed()).toEqual([rule]);
  });
});

describe('a body that cannot be accepted', () => {
  it.each([
    { name: 'none', body: '', status: 400 },
    { name: 'not JSON', body: '{', status: 400 },
    {
      name: 'a repeated key',
      body: '{"resourceType":"Appointment","id":"1","id":"2"}',
      status: 400,
    },
    { name: 'another resource', body: '{"resourceType":"Slot"}', status: 400 },
    {
      name: 'an unknown element',
      body: JSON.stringify({ ...toAppointment(), foo: 1 }),
      status: 400,
    },
    {
      name: 'a broken rule',
      body: JSON.stringify(toAppointment({ start: undefined })),
      status: 422,
    },
    { name: 'over a megabyte', body: `"${'x'.repeat(1024 * 1024)}"`, status: 413 },
  ])('$name: $status', async ({ body, status }) => {
    for (const [method, path] of [
      ['POST', '/Appointment'],
      ['PUT', `/Appointment${query}`],
    ] as const) {
      const response = await platform.send(method, path, body);
      expect(response.status).toBe(status);
      await codeOf(response);
    }
    expect(platform.state.read().appointments).toEqual([]);
  });

  it.each([
    { name: 'another media type', headers: { 'content-type': 'text/plain' } },
    { name: 'another charset', headers: { 'content-type': 'application/json; charset=latin1' } },
    { name: 'a similar charset', headers: { 'content-type': 'application/json; charset=utf-8x' } },
    {
      name: 'a content coding',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    },
  ])('$name: 415', async ({ headers }) => {
    const body = gzipSync(JSON.stringify(report())).toString('base64');
    expect((await platform.send('POST', '/Appointment', body, headers)).status).toBe(415);
  });

  it.each(['application/fhir+json', 'application/json+fhir', 'application/json; charset=utf-8'])(
    '%s is accepted',
    async (type) => {
      const response = await platform.send('POST', '/Appointment', report(), {
        'content-type': type,
      });
      expect(response.status).toBe(201);
    },
  );

  it('is recorded, with what is wrong', async () => {
    await platform.send('POST', '/Appointment', toAppointment({ start: undefined }));
    expect(platform.failed()).toContain('period');
    expect(platform.last()).toMatchObject({ status: 422, flow: 'appointments', caller: 'vendor' });
    expect(platform.last().request.body).toContain('b6e39355');
    expect(platform.last().response?.body).toContain('OperationOutcome');
  });
});

describe('the rest of the server', () => {
  it('describes what it supports', async () => {
    const response = await platform.send('GET', '/metadata');
    const { rest } = (await response.json()) as CapabilityStatement;
    expect(rest?.[0]?.resource?.[0]).toMatchObject({
      type: 'Appointment',
      updateCreate: true,
      conditionalUpdate: true,
    });
  });

  it('finds by identifier', async () => {
    await create();
    const found = (await (await platform.send('GET', `/Appointment${query}`)).json()) as Bundle;
    expect(found).toMatchObject({ type: 'searchset', total: 1 });
    const none = await platform.send('GET', '/Appointment?identifier=urn:oid:1%7Cx');
    expect(await none.json()).toMatchObject({ total: 0 });
  });

  it.each([
    { method: 'GET', path: '/Appointment/nobody', status: 404, allow: null },
    { method: 'GET', path: '/Slot', status: 404, allow: null },
    { method: 'GET', path: '/Appointment', status: 400, allow: null },
    { method: 'PUT', path: '/Appointment/1', status: 405, allow: 'GET, HEAD' },
    { method: 'PATCH', path: '/Appointment', status: 405, allow: 'GET, HEAD, POST, PUT' },
    { method: 'DELETE', path: '/Appointment/1', status: 405, allow: 'GET, HEAD' },
    { method: 'POST', path: '/metadata', status: 405, allow: 'GET, HEAD' },
  ])('$method $path: $status', async ({ method, path, status, allow }) => {
    const response = await platform.send(method, path);
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
    await codeOf(response);
  });

  it('refuses a conditional create, which it does not support', async () => {
    const headers = { 'content-type': 'application/json', 'if-none-exist': query.slice(1) };
    expect((await platform.send('POST', '/Appointment', report(), headers)).status).toBe(400);
    expect(platform.state.read().appointments).toEqual([]);
  });
});
