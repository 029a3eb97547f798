import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { SasErrorCode } from '@sas-sos/core';
import express from 'express';
import express4 from 'express4';
import { describe, expect, it } from 'vitest';
import { createBodyErrorHandler } from './create-body-error-handler.js';
import { dial, listen, mirror } from './server.fixture.js';
import { toNodeHandler } from './to-node-handler.js';

const json = { 'content-type': 'application/json' };
const refusals: readonly {
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly status: number;
  readonly code: SasErrorCode;
}[] = [
  { name: 'broken', body: '{"a":', status: 400, code: 'SAS_BODY_NOT_JSON' },
  { name: 'not an object', body: '"a"', status: 400, code: 'SAS_BODY_NOT_JSON' },
  {
    name: 'too large',
    body: `{"a":"${'x'.repeat(200)}"}`,
    status: 413,
    code: 'SAS_BODY_TOO_LARGE',
  },
  {
    name: 'too large once decompressed',
    headers: { 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync(`{"a":"${'x'.repeat(200)}"}`)),
    status: 413,
    code: 'SAS_BODY_TOO_LARGE',
  },
  {
    name: 'compressed in another way than declared',
    headers: { 'content-encoding': 'gzip' },
    body: '{"a":1}',
    status: 400,
    code: 'SAS_BODY_UNREADABLE',
  },
  {
    name: 'of an unknown compression',
    headers: { 'content-encoding': 'zip' },
    body: '{"a":1}',
    status: 415,
    code: 'SAS_MEDIA_TYPE_UNSUPPORTED',
  },
  {
    name: 'in an unknown charset',
    headers: { 'content-type': 'application/json; charset=latin1' },
    body: '{"a":1}',
    status: 400,
    code: 'SAS_BODY_ENCODING',
  },
  {
    name: 'a form of too many names',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=1&b=2&c=3&d=4',
    status: 413,
    code: 'SAS_BODY_TOO_LARGE',
  },
];

describe.each([
  { host: 'Express 5', create: express },
  { host: 'Express 4', create: express4 },
])('createBodyErrorHandler on $host, after a parser', ({ create }) => {
  const createApp = () => {
    const app = create();
    app.use(create.json({ limit: 100 }), create.urlencoded({ extended: true, parameterLimit: 3 }));
    app.use('/fhir', toNodeHandler(mirror), createBodyErrorHandler());
    app.post('/own', (_request, response) => void response.send('own'));
    const last: express.ErrorRequestHandler = (error, _request, response, _next) => {
      response.status(599).send(error.message);
    };
    return app.use(last);
  };

  it.each(refusals)('answers a body that is $name', async ({ headers, body, status, code }) => {
    await using host = await listen(createApp());
    const response = await fetch(`${host.url}/fhir/Practitioner`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body,
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', diagnostics: code }],
    });
    expect(text).not.toContain('"a"');
  });

  it('leaves the paths of the vendor to the vendor', async () => {
    await using host = await listen(createApp());
    const response = await fetch(`${host.url}/own`, { method: 'POST', headers: json, body: '{' });
    expect(response.status).toBe(599);
  });

  it('leaves other errors to the next handler', async () => {
    const app = create();
    const fail: express.RequestHandler = (_request, _response, next) => next(new Error('own'));
    app.use('/fhir', fail, createBodyErrorHandler());
    const last: express.ErrorRequestHandler = (error, _request, response, _next) => {
      response.status(599).send(error.message);
    };
    await using host = await listen(app.use(last));
    const response = await fetch(`${host.url}/fhir/x`);
    expect([response.status, await response.text()]).toEqual([599, 'own']);
  });

  it('answers nobody who has left in the middle of a body', async () => {
    await using host = await listen(createApp());
    const caller = await dial(host.port);
    caller.socket.write(
      'POST /fhir/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    );
    caller.socket.end();
    expect(await caller.untilClosed()).not.toContain('200 OK');
  });

  // What the guide says of `express.json()`: these are parsed before the SDK sees them.
  it.each([
    { name: 'the last of repeated keys', body: '{"a":1,"a":2}', seen: '{"a":2}' },
    { name: 'numbers as JavaScript has them', body: '{"a":1.0}', seen: '{"a":1}' },
  ])('keeps only $name, without the bytes', async ({ body, seen }) => {
    await using host = await listen(createApp());
    const send = async (headers: Record<string, string>) => {
      const response = await fetch(`${host.url}/fhir/x`, { method: 'POST', headers, body });
      return ((await response.json()) as { body: string }).body;
    };
    expect(await send(json)).toBe(seen);
    expect(await send({ 'content-type': 'application/fhir+json' })).toBe(body);
  });
});

describe('an error that reaches the handler', () => {
  /** Passes an error to the handler of a real server. */
  async function pass(error: unknown, before = (_response: ServerResponse) => {}) {
    const handler = createBodyErrorHandler();
    const passedOn: unknown[] = [];
    await using host = await listen((request, response) => {
      before(response);
      handler(error, request, response, (next) => {
        passedOn.push(next);
        response.end('next');
      });
    });
    const response = await fetch(host.url);
    return { status: response.status, text: await response.text(), passedOn };
  }

  it.each<{ name: string; error: unknown; code: SasErrorCode }>([
    { name: 'an aborted body', error: { type: 'request.aborted' }, code: 'SAS_BODY_UNREADABLE' },
    {
      name: 'another length than announced',
      error: { type: 'request.size.invalid' },
      code: 'SAS_BODY_UNREADABLE',
    },
    { name: 'broken gzip', error: { code: 'Z_DATA_ERROR' }, code: 'SAS_BODY_UNREADABLE' },
    {
      name: 'broken Brotli',
      error: { code: 'ERR_BROTLI_DECODER_ERROR_FORMAT' },
      code: 'SAS_BODY_UNREADABLE',
    },
    // How Node writes some of Brotli's errors.
    {
      name: 'broken Brotli, by its other name',
      error: { code: 'ERR__ERROR_FORMAT_PADDING_1' },
      code: 'SAS_BODY_UNREADABLE',
    },
  ])('is answered for $name', async ({ error, code }) => {
    const { status, text, passedOn } = await pass(error);
    expect([status, JSON.parse(text).issue[0].diagnostics, passedOn]).toEqual([400, code, []]);
  });

  it.each<{ name: string; error: unknown }>([
    { name: 'a text', error: 'entity.too.large' },
    { name: 'nothing', error: null },
    { name: 'another type', error: { type: 'stream.encoding.set' } },
    { name: 'the name of a method', error: { type: 'toString' } },
    { name: 'another code', error: { code: 'ENOENT_Z_' } },
  ])('is passed on for $name', async ({ error }) => {
    expect(await pass(error)).toEqual({ status: 200, text: 'next', passedOn: [error] });
  });

  it('is passed on once an answer has begun', async () => {
    const error = { type: 'entity.too.large' };
    const begun = await pass(error, (response) => void response.write('begun '));
    expect(begun).toEqual({ status: 200, text: 'begun next', passedOn: [error] });
  });
});
