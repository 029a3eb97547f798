import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServedPlatform, servePlatform } from './appointment-server.fixture.js';
import { toAppointment } from './report.fixture.js';

let platform: ServedPlatform;
beforeEach(async () => {
  platform = await servePlatform();
});
afterEach(() => platform[Symbol.asyncDispose]());

const post = () => platform.send('POST', '/Appointment', toAppointment());
const taken = () => platform.state.read().appointments.length;

describe('a switch that answers', () => {
  it.each([
    { fault: 'refuse', status: 422, retryAfter: null },
    { fault: 'unavailable', status: 503, retryAfter: null },
    { fault: 'too-many', status: 429, retryAfter: '2' },
  ] as const)('$fault: $status, and nothing is kept', async ({ fault, status, retryAfter }) => {
    platform.faults.set({ appointments: fault });
    const response = await post();
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    expect(taken()).toBe(0);
    expect(platform.last()).toMatchObject({ status, fault, failure: null });
    platform.faults.set({ appointments: null });
    expect((await post()).status).toBe(201);
    expect(platform.last().fault).toBeNull();
  });

  it('refuse: does not affect reads', async () => {
    platform.faults.set({ appointments: 'refuse' });
    expect((await platform.send('GET', '/metadata')).status).toBe(200);
  });

  it('slow: answers late, and the report is kept', async () => {
    platform.faults.set({ appointments: 'slow', slowMilliseconds: 120 });
    expect((await post()).status).toBe(201);
    expect(platform.last().durationMilliseconds).toBeGreaterThanOrEqual(100);
    expect(taken()).toBe(1);
  });

  it('slow: notices at once that a caller has left', async () => {
    platform.faults.set({ appointments: 'slow', slowMilliseconds: 60_000 });
    const controller = new AbortController();
    const body = JSON.stringify(toAppointment());
    const headers = { 'content-type': 'application/json' };
    const { signal } = controller;
    const call = fetch(`${platform.url}/Appointment`, { method: 'POST', body, headers, signal });
    call.catch(() => {});
    await expect.poll(taken).toBe(1);
    controller.abort();
    await expect.poll(() => platform.exchanges.count()).toBe(1);
    expect(platform.last()).toMatchObject({ status: null, response: null, fault: 'slow' });
    expect(platform.last().failure).not.toBeNull();
  });
});

describe('a switch that cuts', () => {
  it.each([
    { fault: 'cut', kept: 0, hasBody: true },
    { fault: 'cut-after', kept: 1, hasBody: true },
    { fault: 'down', kept: 0, hasBody: false },
  ] as const)('$fault: no answer, $kept kept', async ({ fault, kept, hasBody }) => {
    platform.faults.set({ appointments: fault });
    await expect(post()).rejects.toThrow(TypeError);
    expect(taken()).toBe(kept);
    const last = platform.last();
    expect(last).toMatchObject({ status: null, response: null, fault });
    expect(last.failure).not.toBeNull();
    expect(last.request.body !== null).toBe(hasBody);
    platform.faults.set({ appointments: null });
    expect((await post()).status).toBe(201);
  });
});

describe('a switch that answers twice', () => {
  it('writes the same answer again on the connection, and keeps one report', async () => {
    platform.faults.set({ appointments: 'twice' });
    const { hostname, port, host } = new URL(platform.url);
    const body = JSON.stringify(toAppointment());
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.write(
      [
        'POST /fhir/Appointment HTTP/1.1',
        `host: ${host}`,
        'content-type: application/json',
        `content-length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
    await expect.poll(() => text.match(/HTTP\/1\.1 201 Created\r\n/g)?.length).toBe(2);
    await expect.poll(() => text.split('"resourceType":"Appointment"')).toHaveLength(3);
    socket.destroy();
    const [first, second] = text.match(/location: \S+/g) ?? [];
    expect(second).toBe(first);
    expect(taken()).toBe(1);
  });
});
