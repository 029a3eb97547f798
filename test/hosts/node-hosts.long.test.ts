import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { FetchHandler } from '@sas-sos/core';
import { toBytesResponse } from '@sas-sos/fhir-http';
import { createTestPki } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { nodeHosts } from './start-host.js';

/** Answers with what it saw of a request. */
const mirror: FetchHandler = async (request, context) =>
  Response.json({
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
    basePath: context?.basePath,
    remoteAddress: context?.remoteAddress,
    hasCertificate: context?.peerCertificate !== undefined,
    isAuthorized: context?.peerCertificate?.authorized,
  });

const bytes = (text: string) => new TextEncoder().encode(text);

async function call(port: number, path: string, init: RequestInit = {}) {
  return fetch(`http://127.0.0.1:${port}${path}`, init);
}

/** Sends a text as it is, and returns everything received until the connection is closed. */
async function send(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  const chunks = await socket.toArray();
  return Buffer.concat(chunks).toString('latin1');
}

describe.each(nodeHosts)('a handler under $host', ({ start }) => {
  it.each([
    { name: 'the mount path itself', path: '/api/fhir' },
    { name: 'a path and a query', path: '/api/fhir/Slot/1?a=b%7C&c=d+e' },
    { name: 'a trailing slash', path: '/api/fhir/Slot/' },
    { name: 'escapes', path: '/api/fhir/Slot/%C3%A9%2Fa' },
    { name: 'an escape that is not UTF-8', path: '/api/fhir/Slot?a=%E9' },
  ])('receives $name unchanged, with its prefix', async ({ path }) => {
    await using host = await start({ handler: mirror, prefix: '/api/fhir' });
    expect(await (await call(host.port, path)).json()).toMatchObject({
      url: `http://127.0.0.1:${host.port}${path}`,
      basePath: '/api/fhir',
      remoteAddress: '127.0.0.1',
      hasCertificate: false,
    });
  });

  const resource = '{"resourceType":"Practitioner","a":1,"a":2,"name":"Éluard"}';
  it.each([
    { name: 'JSON', type: 'application/json', body: resource },
    { name: 'FHIR with a repeated key', type: 'application/fhir+json', body: resource },
    { name: 'broken JSON', type: 'application/json', body: '{"a":' },
    { name: 'a form', type: 'application/x-www-form-urlencoded', body: 'a=1&a=2&b=%7C' },
    { name: 'an unknown type', type: 'application/x-other', body: 'é' },
    { name: '300 kB', type: 'application/fhir+json', body: 'x'.repeat(300_000) },
    { name: 'nothing', type: 'application/json', body: '' },
  ])('receives a body of $name byte for byte', async ({ type, body }) => {
    await using host = await start({ handler: mirror, prefix: '/fhir' });
    for (const method of ['POST', 'PUT']) {
      const headers = { 'content-type': type };
      const response = await call(host.port, '/fhir/Practitioner', { method, headers, body });
      expect(await response.json()).toMatchObject({ body });
    }
  });

  it('leaves the body parsers of other routes alone', async () => {
    await using host = await start({ handler: mirror, prefix: '/fhir' });
    const headers = { 'content-type': 'application/json' };
    const response = await call(host.port, '/own', { method: 'POST', headers, body: '{"a":1}' });
    expect(await response.json()).toEqual({ a: 1 });
  });

  it('receives repeated headers', async () => {
    await using host = await start({ handler: mirror, prefix: '/fhir' });
    const answer = await send(
      host.port,
      'GET /fhir/x HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nX-A: 2\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain('"x-a":"1, 2"');
  });

  it.each([
    { name: 'chunks', answer: () => toBytesResponse([bytes('a'), bytes('b')], { headers: {} }) },
    {
      name: 'a stream',
      answer: () => new Response(new Blob(['ab']).stream(), { status: 201 }),
      status: 201,
    },
    {
      name: 'nothing',
      answer: () => new Response(null, { status: 204 }),
      status: 204,
      body: '',
    },
    {
      name: 'a refusal',
      answer: () => Promise.reject(new Error('secret')),
      status: 500,
      body: /^(?!.*secret).*SAS_INTERNAL/s,
    },
  ])('answers with $name', async ({ answer, status = 200, body = 'ab' }) => {
    await using host = await start({ handler: async () => answer(), prefix: '/fhir' });
    const response = await call(host.port, '/fhir/Slot');
    expect(response.status).toBe(status);
    const text = await response.text();
    if (typeof body === 'string') expect(text).toBe(body);
    else expect(text).toMatch(body);
  });

  it('answers HEAD without a body', async () => {
    const handler: FetchHandler = async () => toBytesResponse([bytes('ab')], { headers: {} });
    await using host = await start({ handler, prefix: '/fhir' });
    const text = await send(
      host.port,
      'HEAD /fhir/Slot HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1.1 200[\s\S]*content-length: 2\r\n[\s\S]*\r\n\r\n$/i);
  });

  it('sends the headers that were set before, and every cookie', async () => {
    const handler: FetchHandler = async () => {
      const response = new Response('a');
      response.headers.append('set-cookie', 'a=1; Path=/');
      response.headers.append('set-cookie', 'b=2');
      return response;
    };
    await using host = await start({ handler, prefix: '/fhir', headers: { 'x-before': '1' } });
    const { headers } = await call(host.port, '/fhir/Slot');
    expect(headers.get('x-before')).toBe('1');
    expect(headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  });

  it('notices that the caller has left', async () => {
    let hasLeft = (_: boolean) => {};
    const left = new Promise<boolean>((resolve) => {
      hasLeft = resolve;
    });
    const handler: FetchHandler = async (_request, context) => {
      caller.destroy();
      await once(context?.signal as AbortSignal, 'abort');
      hasLeft(true);
      return new Response('late');
    };
    await using host = await start({ handler, prefix: '/fhir' });
    const caller = httpRequest({ host: '127.0.0.1', port: host.port, path: '/fhir/Slot' }).end();
    caller.on('error', () => {});
    expect(await left).toBe(true);
  });

  it('answers a body that is too large before it has arrived, and closes the connection', async () => {
    const handler: FetchHandler = async () => new Response('refused', { status: 413 });
    await using host = await start({ handler, prefix: '/fhir' });
    const answer = await send(
      host.port,
      'POST /fhir/Slot HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000000000000\r\n\r\n{',
    );
    expect(answer).toMatch(/^HTTP\/1.1 413[\s\S]*connection: close[\s\S]*refused/i);
  });

  it('knows the certificate of its caller', async () => {
    const pki = createTestPki();
    const { server, platform, ca } = pki;
    const tls = {
      cert: server.cert,
      key: server.key,
      ca,
      requestCert: true,
      rejectUnauthorized: false,
    };
    await using host = await start({ handler: mirror, prefix: '/fhir', tls });
    const ask = async (identity: object) => {
      const target = { host: '127.0.0.1', port: host.port, path: '/fhir/Slot', agent: false, ca };
      const [response] = await once(httpsRequest({ ...target, ...identity }).end(), 'response');
      return JSON.parse(Buffer.concat(await response.toArray()).toString());
    };
    expect(await ask({})).toMatchObject({ hasCertificate: false });
    expect(await ask({ cert: platform.cert, key: platform.key })).toMatchObject({
      url: expect.stringMatching(/^https:/),
      hasCertificate: true,
      isAuthorized: true,
    });
  });

  it('may be mounted under a parameter', async () => {
    // node:http has no parameters.
    const prefix = start === nodeHosts[0]?.start ? '/acme/fhir' : '/:tenant/fhir';
    await using host = await start({ handler: mirror, prefix });
    expect(await (await call(host.port, '/acme/fhir/Slot?a=/b')).json()).toMatchObject({
      basePath: '/acme/fhir',
    });
  });
});
