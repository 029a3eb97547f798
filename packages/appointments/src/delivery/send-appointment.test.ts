import { SasError } from '@sas-sos/core';
import nock from 'nock';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReport, identifierSystem } from '../test-data/report-data.js';
import { toFhirAppointment } from '../to-fhir-appointment.js';
import { createAppointmentSender } from './send-appointment.js';

const origin = 'https://sas.example';
const appointment = toFhirAppointment(createReport(), { identifierSystem });
const createSender = (fetch: typeof globalThis.fetch) =>
  createAppointmentSender({
    ...{ platformUrl: `${origin}/fhir`, fetch, answerMilliseconds: 10_000 },
    now: () => Date.parse('2026-12-01T09:00:00Z'),
  });
const send = createSender((...call) => globalThis.fetch(...call));

beforeEach(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

// It replaces `fetch` and `Headers` for the whole process.
afterAll(() => nock.restore());

/** A long text with markup and control characters. */
const foreign = `<b>\u001b[31m\u0000\u202e${'x'.repeat(5000)}`;

function outcome(...issue: readonly object[]): string {
  return JSON.stringify({ resourceType: 'OperationOutcome', issue });
}

describe('createAppointmentSender', () => {
  it('sends FHIR, with the requested interaction', async () => {
    const body = JSON.parse(JSON.stringify(appointment));
    const headers = { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' };
    const platform = nock(origin, { reqheaders: headers });
    platform.post('/fhir/Appointment', body).reply(201, '', { location: '/fhir/Appointment/1' });
    platform
      .put('/fhir/Appointment', body)
      .query({ identifier: `${identifierSystem}|${createReport().id}` })
      .reply(200, body);
    expect(await send(appointment, 'create')).toEqual({ outcome: 'delivered' });
    expect(await send(appointment, 'update')).toEqual({ outcome: 'delivered' });
    expect(nock.isDone()).toBe(true);
  });

  it('sends with the given fetch, and follows no redirection', async () => {
    const calls: [url: unknown, init: RequestInit | undefined][] = [];
    const own = createSender(async (url, init) => {
      calls.push([url, init]);
      return Response.json({}, { status: 201 });
    });
    expect(await own(appointment, 'create')).toEqual({ outcome: 'delivered' });
    expect(calls).toMatchObject([
      [`${origin}/fhir/Appointment`, { method: 'POST', redirect: 'manual' }],
    ]);
  });

  it('keeps the network code that a fetch wrapped in its own error', async () => {
    const cause = Object.assign(new Error(), { code: 'CERT_HAS_EXPIRED' });
    const own = createSender(() =>
      Promise.reject(new SasError('SAS_OUTBOUND_TLS_REFUSED', { cause })),
    );
    expect(await own(appointment, 'create')).toMatchObject({
      failure: { code: 'SAS_PLATFORM_UNAVAILABLE', text: 'CERT_HAS_EXPIRED' },
    });
  });

  it.each<{
    name: string;
    status: number;
    body?: string;
    headers?: Record<string, string>;
    expected: object;
  }>([
    {
      name: '201 with an invalid body',
      status: 201,
      body: 'created',
      headers: { location: '/1' },
      expected: { outcome: 'delivered' },
    },
    { name: '204', status: 204, expected: { outcome: 'delivered' } },
    {
      name: '200 with another resource',
      status: 200,
      body: '<html></html>',
      expected: {
        outcome: 'failed',
        failure: { code: 'SAS_PLATFORM_UNAVAILABLE', status: 200, text: '<html></html>' },
      },
    },
    {
      name: '422 with several issues',
      status: 422,
      body: outcome(
        {
          details: { text: 'Fin avant le début' },
          diagnostics: 'end',
          expression: ['Appointment.end'],
        },
        {},
        { diagnostics: 'autre' },
      ),
      expected: {
        outcome: 'refused',
        failure: {
          ...{ code: 'SAS_REPORT_REFUSED', status: 422 },
          text: 'Fin avant le début — end — Appointment.end\nautre',
        },
      },
    },
    {
      name: '400 without a body',
      status: 400,
      expected: { outcome: 'refused', failure: { status: 400, text: '' } },
    },
    {
      name: '400 with invalid issues',
      status: 400,
      body: '{"issue":[null,7,{"details":{"text":{}}}]}',
      expected: { outcome: 'refused', failure: { status: 400, text: '' } },
    },
    {
      name: '400 with JSON that is no OperationOutcome',
      status: 400,
      body: '{"error": "no"}',
      expected: { outcome: 'refused', failure: { status: 400, text: '{"error": "no"}' } },
    },
    ...(['[', '{"a":'] as const).map((opening) => ({
      name: `503 with 8,000 nested ${opening}`,
      status: 503,
      body: opening.repeat(8000) + (opening === '[' ? ']'.repeat(8000) : `1${'}'.repeat(8000)}`),
      expected: { outcome: 'failed', failure: { code: 'SAS_PLATFORM_UNAVAILABLE', status: 503 } },
    })),
    {
      name: '400 with nested expressions',
      status: 400,
      body: `{"issue":[{"diagnostics":"end","expression":${'['.repeat(8000)}${']'.repeat(8000)}}]}`,
      expected: { outcome: 'refused', failure: { status: 400, text: 'end' } },
    },
    {
      name: '503 with a date for the retry',
      status: 503,
      headers: { 'retry-after': 'Tue, 01 Dec 2026 09:02:00 GMT' },
      expected: { outcome: 'failed', failure: { status: 503 }, retryAfterMilliseconds: 120_000 },
    },
    {
      name: '300 with a resource',
      status: 300,
      body: '{}',
      expected: { outcome: 'failed', failure: { status: 300 } },
    },
    {
      name: '500 with spaces around its text',
      status: 500,
      body: ' down ',
      expected: { outcome: 'failed', failure: { status: 500, text: 'down' } },
    },
    {
      name: '400 with a text in JSON',
      status: 400,
      body: '"Non"',
      expected: { outcome: 'refused', failure: { text: 'Non' } },
    },
    {
      name: '400 with null',
      status: 400,
      body: 'null',
      expected: { outcome: 'refused', failure: { text: 'null' } },
    },
    {
      name: '400 with an issue whose details are null',
      status: 400,
      body: outcome({ details: null, diagnostics: 'end' }),
      expected: { outcome: 'refused', failure: { text: 'end' } },
    },
    {
      name: '400 with 21 issues',
      status: 400,
      body: outcome(...Array.from({ length: 21 }, (_, index) => ({ diagnostics: `<${index}>` }))),
      expected: {
        outcome: 'refused',
        failure: { text: Array.from({ length: 20 }, (_, index) => `<${index}>`).join('\n') },
      },
    },
    {
      name: '307 to another address',
      status: 307,
      headers: { location: 'https://elsewhere.example/' },
      expected: { outcome: 'failed', failure: { status: 307 } },
    },
  ])('$name', async ({ status, body = '', headers = {}, expected }) => {
    nock(origin).post('/fhir/Appointment').reply(status, body, headers);
    expect(await send(appointment, 'create')).toMatchObject(expected);
  });

  it.each<{
    name: string;
    status: number;
    length: number;
    headers?: Record<string, string>;
    expected: object;
  }>([
    {
      ...{ name: 'a refusal of 1 MiB', status: 422, length: 1_048_576 },
      expected: { outcome: 'refused', failure: { code: 'SAS_REPORT_REFUSED', status: 422 } },
    },
    {
      ...{ name: 'a larger refusal', status: 422, length: 1_048_577 },
      expected: { outcome: 'refused', failure: { code: 'SAS_ANSWER_TOO_LARGE', status: 422 } },
    },
    {
      ...{ name: 'a larger failure', status: 503, length: 1_048_577 },
      expected: { outcome: 'failed', failure: { code: 'SAS_ANSWER_TOO_LARGE', status: 503 } },
    },
    {
      ...{ name: 'a larger success', status: 201, length: 1_048_577, headers: { location: '/1' } },
      expected: { outcome: 'delivered' },
    },
  ])('decides by the status of $name', async ({ status, length, headers = {}, expected }) => {
    const own = createSender(async () => new Response('x'.repeat(length), { status, headers }));
    const sent = await own(appointment, 'create');
    expect(sent).toMatchObject(expected);
    const isRead = 'failure' in sent && sent.failure.text !== undefined;
    expect(isRead).toBe(length === 1_048_576);
  });

  /** An error with causes, the innermost of which has the code. */
  const nest = (depth: number, innermost: object) => {
    let error = Object.assign(new Error('innermost'), innermost) as Error;
    for (let count = 0; count < depth; count += 1) error = new Error('outer', { cause: error });
    return error;
  };
  const circular = new Error('circular');
  circular.cause = circular;

  it.each<{ name: string; error: unknown; text: string }>([
    { name: 'in the fifth cause', error: nest(4, { code: 'EPIPE' }), text: 'EPIPE' },
    { name: 'further down', error: nest(5, { code: 'EPIPE' }), text: 'no answer' },
    { name: 'nowhere, in a circle of causes', error: circular, text: 'no answer' },
    { name: 'that is a number', error: new DOMException('left', 'AbortError'), text: 'no answer' },
    { name: 'that is a sentence', error: nest(0, { code: 'at sas.example' }), text: 'no answer' },
    { name: 'of something that is no error', error: { code: 'EPIPE' }, text: 'no answer' },
  ])('finds the code of a failure: $name', async ({ error, text }) => {
    const own = createSender(() => Promise.reject(error));
    expect(await own(appointment, 'create')).toMatchObject({ failure: { text } });
  });

  it('says that no answer came in time', async () => {
    const own = createAppointmentSender({
      ...{
        platformUrl: `${origin}/fhir`,
        fetch: () => new Promise(() => {}),
        answerMilliseconds: 1,
      },
      now: Date.now,
    });
    expect(await own(appointment, 'create')).toEqual({
      outcome: 'failed',
      failure: { code: 'SAS_PLATFORM_UNAVAILABLE', text: 'no answer in time' },
      retryAfterMilliseconds: undefined,
    });
  });

  it('answers a body that breaks off by its failure', async () => {
    const broken = new ReadableStream({
      pull: () => Promise.reject(Object.assign(new Error(), { code: 'ECONNRESET' })),
    });
    const own = createSender(async () => new Response(broken, { status: 201 }));
    expect(await own(appointment, 'create')).toMatchObject({
      outcome: 'failed',
      failure: { text: 'ECONNRESET' },
    });
  });

  it("keeps the start of the platform's answer, as plain text", async () => {
    nock(origin).post('/fhir/Appointment').reply(400, foreign);
    const sent = await send(appointment, 'create');
    const text = sent.outcome === 'refused' ? (sent.failure.text ?? '') : '';
    expect(text).toHaveLength(1000);
    expect(text).toMatch(/^<b> \[31m {2}x+$/);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'CERT_HAS_EXPIRED', 'ETIMEDOUT'])(
    'reports %s by its code, and nothing else of the error',
    async (code) => {
      nock(origin)
        .post('/fhir/Appointment')
        .replyWithError(Object.assign(new Error(`at https://sas.example ${code}`), { code }));
      expect(await send(appointment, 'create')).toEqual({
        outcome: 'failed',
        failure: { code: 'SAS_PLATFORM_UNAVAILABLE', text: code },
        retryAfterMilliseconds: undefined,
      });
    },
  );
});
