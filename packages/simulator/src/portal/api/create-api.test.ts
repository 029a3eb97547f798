import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { runConformance } from '@sas-sos/conformance';
import { silentLogger, systemClock } from '@sas-sos/core';
import { describe, expect, it, vi } from 'vitest';
import { createCertificationDesk } from '../../platform/certification/certification-desk.js';
import { demoRegulators } from '../../platform/regulators/demo-regulators.js';
import { createRegulatorDesk } from '../../platform/regulators/regulator-desk.js';
import { startVendor } from '../../platform/vendor/vendor.fixture.js';
import { answerRightly } from '../../platform/vendor/vendor-client.fixture.js';
import { createVendorClient } from '../../platform/vendor/vendor-client.js';
import type { Simulation } from '../../simulation.js';
import { toDraft } from '../../state/exchange.fixture.js';
import { createExchangeLog } from '../../state/exchange-log.js';
import { createFaultSwitches } from '../../state/fault-switches.js';
import { openStateStore } from '../../state/state-store.js';
import { apiSchemas } from './api-schemas.js';
import { createApi } from './create-api.js';
import { operations } from './operations.js';

/** The API on its own port, with a vendor that answers correctly. */
async function start() {
  const vendor = await startVendor(answerRightly);
  const exchanges = createExchangeLog();
  const faults = createFaultSwitches();
  const state = await openStateStore({ file: undefined, logger: silentLogger });
  state.change((before) => ({ ...before, regulators: demoRegulators }));
  const shared = { exchanges, faults, state, clock: systemClock, logger: silentLogger };
  const client = createVendorClient({ ...shared, vendorUrl: vendor.url });
  const simulation: Omit<Simulation, 'provider'> = {
    ...shared,
    url: 'http://127.0.0.1:4000',
    vendorUrl: vendor.url,
    origin: 'sas-preprod',
    documentationUrl: 'https://docs.example/fr/',
    vendor: client,
    desk: createRegulatorDesk({ ...shared, vendor: client }),
    certification: createCertificationDesk({
      configuration: { vendor: vendor.url },
      signal: new AbortController().signal,
      clock: systemClock,
      runConformance,
    }),
  };
  const api = createApi(simulation as Simulation);
  const server = createServer(
    getRequestListener(api.fetch, { overrideGlobalObjects: false }),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  /** Sends JSON, or a body unchanged. */
  async function call(method: string, path: string, body?: unknown, type = 'application/json') {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : {
            body: typeof body === 'string' ? body : JSON.stringify(body),
            headers: { 'content-type': type },
          }),
    });
    const text = await response.text();
    checkAnswer(method, path, response, text);
    return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
  }

  return {
    ...simulation,
    received: vendor.received,
    call,
    stopVendor: vendor.close,
    url: `http://127.0.0.1:${port}`,
    /** As at the end of the simulator: open requests are cut. */
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, vendor.close()]);
    },
  };
}

/** Every answer of these tests is one that the OpenAPI document describes. */
function checkAnswer(method: string, path: string, { status }: Response, text: string): void {
  const operation = findOperation(method, path);
  // A route that does not exist answers with an error, too.
  const answer = operation ? operation.answers[status] : 'Error';
  expect({ method, path, status, answer }).not.toMatchObject({ answer: undefined });
  if (!answer) {
    expect(text).toBe('');
    return;
  }
  if (answer === 'stream' || answer === 'document') return;
  const parsed = apiSchemas[answer].safeParse(JSON.parse(text));
  expect({ method, path, issues: parsed.error?.issues }).toEqual({ method, path });
}

function findOperation(method: string, path: string) {
  const [asked = ''] = path.split('?');
  return operations.find(
    (operation) =>
      operation.method.toUpperCase() === method &&
      new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked),
  );
}

const pathsOf = ({ body }: { readonly body: { error: { mistakes: { path: string }[] } } }) =>
  body.error.mistakes.map(({ path }) => path);

describe('searches', () => {
  it('searches all associations, until the end of the second day after', async () => {
    await using api = await start();
    expect(await api.call('POST', '/searches')).toMatchObject({
      status: 200,
      body: { outcome: 'found', slots: 4, exchanges: [3] },
    });
    const { searchParams } = new URL(`http://vendor${api.received[2]?.url}`);
    expect(searchParams.get('actor:Location.organization.identifier')?.split(',')).toHaveLength(2);
    expect(searchParams.getAll('_has:Slot:schedule:start')[1]).toMatch(/T23:59:59\+0[12]:00$/);
  });

  it('searches as requested', async () => {
    await using api = await start();
    const answer = await api.call('POST', '/searches', {
      associations: ['334 173 748 40002'],
      from: '2026-12-01T09:00:00+01:00',
      to: '2026-12-03T09:00:00Z',
    });
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'found' } });
    const { searchParams } = new URL(`http://vendor${api.received[0]?.url}`);
    expect(searchParams.getAll('_has:Slot:schedule:start')).toEqual([
      'ge2026-12-01T09:00:00+01:00',
      'le2026-12-03T10:00:00+01:00',
    ]);
  });

  it.each([
    { name: 'no SIRET', body: { associations: ['3341'] }, paths: ['associations[0]'] },
    { name: 'no association', body: { associations: [] }, paths: ['associations'] },
    { name: 'an instant without an offset', body: { from: '2026-12-01T09:00' }, paths: ['from'] },
    { name: 'an end before the start', body: { to: '2020-01-01T00:00:00Z' }, paths: ['to'] },
    {
      name: 'more than 72 hours',
      body: { from: '2026-12-01T00:00:00Z', to: '2026-12-05T00:00:00Z' },
      paths: ['to'],
    },
    { name: 'an unknown member', body: { day: 'today' }, paths: [''] },
  ])('refuses $name', async ({ body, paths }) => {
    await using api = await start();
    const answer = await api.call('POST', '/searches', body);
    expect(answer.status).toBe(400);
    expect(pathsOf(answer)).toEqual(paths);
    expect(api.received).toEqual([]);
  });

  it('answers 502 when the vendor does not run', async () => {
    await using api = await start();
    await api.stopVendor();
    expect(await api.call('GET', '/associations')).toMatchObject({
      status: 502,
      body: { outcome: 'failed', exchanges: [1] },
    });
    expect(await api.call('POST', '/searches')).toMatchObject({ status: 502 });
  });

  it('lists associations', async () => {
    await using api = await start();
    expect(await api.call('GET', '/associations')).toMatchObject({
      status: 200,
      body: { outcome: 'found', associations: [{ places: [{ id: 'p0' }] }, {}] },
    });
  });
});

describe('bodies', () => {
  it.each([
    { name: 'a form', body: 'a=1', type: 'application/x-www-form-urlencoded', status: 415 },
    { name: 'plain text', body: '{}', type: 'text/plain', status: 415 },
    { name: 'invalid JSON', body: '{', type: 'application/json', status: 400 },
    { name: 'something other than an object', body: '[]', type: 'application/json', status: 400 },
    {
      name: 'a body that is too long',
      body: `"${'a'.repeat(70_000)}"`,
      type: 'application/json',
      status: 413,
    },
  ])('refuses $name', async ({ body, type, status }) => {
    await using api = await start();
    const answer = await api.call('POST', '/regulators', body, type);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.any(String) } } });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('regulators', () => {
  const someone = { familyName: 'Roux', givenName: 'Ana', email: 'ana@exemple.fr' };

  it('are created, changed, sent, disabled and enabled', async () => {
    await using api = await start();
    const created = await api.call('POST', '/regulators', someone);
    expect(created).toMatchObject({ status: 201, body: { ...someone, nationalId: null } });
    const path = `/regulators/${created.body.id}`;
    expect(created.headers.get('location')).toBe(path);
    expect(await api.call('PATCH', path, { nationalId: '810100000057' })).toMatchObject({
      status: 200,
      body: { ...someone, nationalId: '810100000057' },
    });
    expect(await api.call('POST', `${path}/send`)).toMatchObject({
      status: 200,
      body: { lastCall: { interaction: 'create', status: 201 } },
    });
    expect(await api.call('POST', `${path}/disable`, {})).toMatchObject({
      body: { isActive: false, lastSent: { isActive: false } },
    });
    expect(await api.call('POST', `${path}/enable`)).toMatchObject({ body: { isActive: true } });
    expect(await api.call('GET', path)).toMatchObject({ body: { isActive: true } });
    expect((await api.call('GET', '/regulators')).body.regulators).toHaveLength(6);
  });

  it.each([
    {
      name: 'a field that is not text',
      body: { ...someone, email: 1 },
      status: 400,
      paths: ['email'],
    },
    {
      name: 'a missing field',
      body: { familyName: 'Roux' },
      status: 400,
      paths: ['givenName', 'email'],
    },
    {
      name: 'an invalid field',
      body: { ...someone, email: 'ana' },
      status: 422,
      paths: ['email'],
    },
  ])('refuses $name', async ({ body, status, paths }) => {
    await using api = await start();
    const answer = await api.call('POST', '/regulators', body);
    expect(answer.status).toBe(status);
    expect(pathsOf(answer)).toEqual(paths);
  });

  it.each([
    { method: 'GET', path: '/regulators/nobody' },
    { method: 'PATCH', path: '/regulators/nobody' },
    { method: 'POST', path: '/regulators/nobody/send' },
    { method: 'GET', path: '/appointments/none' },
    { method: 'GET', path: '/exchanges/1' },
    { method: 'GET', path: '/exchanges/one' },
    { method: 'GET', path: '/nowhere' },
  ])('answers 404 to $method $path', async ({ method, path }) => {
    await using api = await start();
    expect(await api.call(method, path)).toMatchObject({ status: 404, body: { error: {} } });
  });
});

describe('state and faults', () => {
  it('shows everything, and resets to the demo', async () => {
    await using api = await start();
    const appointment = { id: 'a1', identifier: { system: 's', value: 'v' }, versions: [] };
    api.state.change(() => ({ regulators: [], appointments: [appointment] }));
    expect(await api.call('GET', '/state')).toMatchObject({
      body: { origin: 'sas-preprod', regulators: [], appointments: [appointment], exchanges: 0 },
    });
    expect(await api.call('GET', '/appointments')).toMatchObject({
      body: { appointments: [appointment] },
    });
    expect(await api.call('GET', '/appointments/a1')).toMatchObject({ body: appointment });
    expect((await api.call('DELETE', '/state')).status).toBe(204);
    expect(api.state.read()).toEqual({ regulators: demoRegulators, appointments: [] });
  });

  it('sets the given switches', async () => {
    await using api = await start();
    await api.call('PUT', '/faults', { appointments: 'cut', slowMilliseconds: 10 });
    expect(await api.call('PUT', '/faults', { calls: 'down' })).toMatchObject({
      status: 200,
      body: { appointments: 'cut', 'sign-on': null, calls: 'down', slowMilliseconds: 10 },
    });
    expect((await api.call('GET', '/faults')).body).toEqual(api.faults.read());
  });

  it('limits a fault to so many requests', async () => {
    await using api = await start();
    await api.call('PUT', '/faults', { calls: 'down', limits: { calls: { requests: 1 } } });
    expect((await api.call('GET', '/associations')).status).toBe(502);
    expect((await api.call('GET', '/associations')).status).toBe(200);
    expect((await api.call('GET', '/faults')).body.calls).toBeNull();
  });

  it.each([
    { name: 'a limit that is too large', body: { limits: { calls: { percent: 101 } } } },
    { name: 'a fault that the target does not have', body: { calls: 'refuse' } },
    { name: 'an unknown target', body: { everything: 'down' } },
    { name: 'a time that is too long', body: { slowMilliseconds: 60_001 } },
  ])('refuses $name', async ({ body }) => {
    await using api = await start();
    expect((await api.call('PUT', '/faults', body)).status).toBe(400);
    expect(api.faults.read().calls).toBe(null);
  });
});

describe('exchanges', () => {
  it('are sent again, as they were or changed, and never elsewhere', async () => {
    await using api = await start();
    await api.call('GET', '/associations');
    const again = await api.call('POST', '/exchanges/1/replay');
    expect(again).toMatchObject({ status: 201, body: { number: 3, replayOf: 1, status: 200 } });
    expect(again.headers.get('location')).toBe('/api/exchanges/3');
    const url = `${api.vendorUrl}/Organization?name=x`;
    expect(await api.call('POST', '/exchanges/1/replay', { url })).toMatchObject({
      body: { number: 4, url },
    });
    expect(api.received.map((received) => received.url)).toEqual([
      '/fhir/Organization',
      '/fhir/Location?_include=Location%3Aorganization',
      '/fhir/Organization',
      '/fhir/Organization?name=x',
    ]);
    const elsewhere = await api.call('POST', '/exchanges/1/replay', { url: 'http://example.org/' });
    expect([elsewhere.status, pathsOf(elsewhere)]).toEqual([422, ['url']]);
    const { number } = api.exchanges.record(toDraft());
    expect((await api.call('POST', `/exchanges/${number}/replay`)).status).toBe(409);
    expect((await api.call('POST', '/exchanges/99/replay')).status).toBe(404);
  });

  it('belong to a journey', async () => {
    await using api = await start();
    const [regulator] = demoRegulators;
    await api.call('POST', `/regulators/${regulator?.id}/send`);
    await api.call('GET', '/associations');
    await api.call('POST', `/regulators/${regulator?.id}/send`);
    expect((await api.call('GET', '/exchanges/1/journey')).body.exchanges).toMatchObject([
      { number: 1, regulatorId: regulator?.id },
      { number: 4, regulatorId: regulator?.id },
    ]);
    expect((await api.call('GET', '/exchanges/2/journey')).body.exchanges).toEqual([]);
  });

  it('are found by text, status and regulator', async () => {
    await using api = await start();
    api.exchanges.record(toDraft({ status: 503, url: 'http://h/one' }));
    api.exchanges.record(toDraft({ regulatorId: 'r' }));
    const numbers = async (query: string) =>
      (await api.call('GET', `/exchanges?${query}`)).body.exchanges.map(
        ({ number }: { number: number }) => number,
      );
    expect(await numbers('text=ONE')).toEqual([1]);
    expect(await numbers('status=5xx')).toEqual([1]);
    expect(await numbers('regulator=r')).toEqual([2]);
  });

  it('are listed in pages, the latest first', async () => {
    await using api = await start();
    for (const status of [201, 422, 201]) api.exchanges.record(toDraft({ status }));
    const numbers = async (query: string) => {
      const { body } = await api.call('GET', `/exchanges${query}`);
      return [body.exchanges.map(({ number }: { number: number }) => number), body.before];
    };
    expect(await numbers('')).toEqual([[3, 2, 1], null]);
    expect(await numbers('?limit=2')).toEqual([[3, 2], 2]);
    expect(await numbers('?limit=2&before=2')).toEqual([[1], null]);
    expect(await numbers('?failed=true')).toEqual([[2], null]);
    expect(await numbers('?flow=slots')).toEqual([[], null]);
    expect(await api.call('GET', '/exchanges/2')).toMatchObject({ body: { status: 422 } });
    expect((await api.call('DELETE', '/exchanges')).status).toBe(204);
    expect(await numbers('')).toEqual([[], null]);
  });

  it.each([
    'flow=other',
    'failed=yes',
    'limit=0',
    'limit=1001',
    'before=-1',
    'a=1',
    'limit=1&limit=2',
  ])('refuses %s', async (query) => {
    await using api = await start();
    expect((await api.call('GET', `/exchanges?${query}`)).status).toBe(400);
  });

  /** Reads a stream until it ends, or until a text was received. */
  async function readStream(response: Response, until: string): Promise<string> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes(until)) break;
    }
    return text;
  }

  const idsIn = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

  it('are streamed as they are recorded', async () => {
    await using api = await start();
    api.exchanges.record(toDraft());
    const response = await fetch(`${api.url}/exchanges/stream`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    for (let count = 0; count < 50; count += 1) api.exchanges.record(toDraft());
    const text = await readStream(response, 'id: 51');
    expect(idsIn(text)).toEqual(Array.from({ length: 50 }, (_, index) => index + 2));
    const [, data = ''] = /^event: exchange\ndata: (.*)$/m.exec(text) ?? [];
    expect(JSON.parse(data)).toMatchObject({ number: 2, flow: 'appointments' });
  });

  it.each<{
    readonly name: string;
    readonly path: string;
    readonly headers: Record<string, string>;
  }>([
    { name: 'a browser that reconnects', path: '', headers: { 'last-event-id': '2' } },
    { name: 'a client that gives a number', path: '?after=2', headers: {} },
  ])('are streamed from the position of $name', async ({ path, headers }) => {
    await using api = await start();
    for (let count = 0; count < 5; count += 1) api.exchanges.record(toDraft());
    const response = await fetch(`${api.url}/exchanges/stream${path}`, { headers });
    expect(idsIn(await readStream(response, 'id: 5'))).toEqual([3, 4, 5]);
  });

  it('are no longer sent to a client that left', async () => {
    await using api = await start();
    const subscribe = vi.spyOn(api.exchanges, 'subscribe');
    const ended = vi.fn();
    subscribe.mockImplementation(() => ended);
    const leave = new AbortController();
    const response = await fetch(`${api.url}/exchanges/stream`, { signal: leave.signal });
    await response.body?.getReader().read();
    leave.abort();
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
  });

  it('are no longer sent once the simulator ends', async () => {
    const api = await start();
    const response = await fetch(`${api.url}/exchanges/stream`);
    const reading = readStream(response, 'nothing ends it').catch(() => 'ended');
    await api[Symbol.asyncDispose]();
    await reading;
  });
});
