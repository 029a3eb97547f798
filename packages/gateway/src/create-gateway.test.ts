import { resolveFhirTarget, toBytesResponse } from '@sas-sos/fhir-http';
import { describe, expect, it } from 'vitest';
import { createGateway } from './create-gateway.js';
import { codesOf, createEchoPart } from './echo-part.fixture.js';

const origin = 'https://agenda.example';
const json = { 'content-type': 'application/fhir+json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('routing', () => {
  it.each([
    { name: 'search by GET', method: 'GET', path: '/Slot?start=ge1', asked: 'GET /Slot?start=ge1' },
    { name: 'a trailing slash', method: 'GET', path: '/Slot/', asked: 'GET /Slot/' },
    { name: 'read', method: 'GET', path: '/Slot/a-1', asked: 'GET /Slot/a-1' },
    { name: 'an invalid id', method: 'GET', path: '/Slot/a%20b', asked: 'GET /Slot/a%20b' },
    { name: 'HEAD as GET', method: 'HEAD', path: '/Slot?a=b', asked: 'GET /Slot?a=b' },
    { name: 'create', method: 'POST', path: '/Practitioner', asked: 'POST /Practitioner' },
    {
      name: 'conditional update',
      method: 'PUT',
      path: '/Practitioner?identifier=1',
      asked: 'PUT /Practitioner?identifier=1',
    },
    { name: 'update', method: 'PUT', path: '/Practitioner/1', asked: 'PUT /Practitioner/1' },
    { name: 'search by POST', method: 'POST', path: '/Slot/_search?a=1', asked: 'GET /Slot?a=1' },
  ])('$name reaches the part', async ({ method, path, asked }) => {
    const part = createEchoPart();
    const response = await createGateway({ parts: [part] })(
      new Request(`${origin}${path}`, { method }),
    );
    expect(response.status).toBe(200);
    const [call] = part.calls;
    expect(`${call?.method} ${call?.url.slice(origin.length)}`).toBe(asked);
  });

  it.each([
    { name: 'the base', method: 'GET', path: '/' },
    { name: 'the base with POST (batch)', method: 'POST', path: '/' },
    { name: 'an unknown type', method: 'GET', path: '/Patient' },
    { name: 'a name of Object.prototype', method: 'GET', path: '/constructor' },
    { name: 'another case', method: 'GET', path: '/slot' },
    { name: 'history of a type', method: 'GET', path: '/Slot/_history' },
    { name: 'an operation', method: 'GET', path: '/Slot/$validate' },
    { name: 'history of a resource', method: 'GET', path: '/Slot/1/_history' },
    { name: 'an empty segment', method: 'GET', path: '/Slot//' },
    { name: 'search on a type without search', method: 'POST', path: '/Practitioner/_search' },
    { name: 'under metadata', method: 'GET', path: '/metadata/1' },
    { name: 'an invalid escape', method: 'GET', path: '/Slot/%E9' },
  ])('$name is refused', async ({ method, path }) => {
    const part = createEchoPart();
    const response = await createGateway({ parts: [part] })(
      new Request(`${origin}${path}`, { method }),
    );
    expect(response.status).toBe(404);
    expect(await codesOf(response)).toEqual(['SAS_REQUEST_NOT_FOUND']);
    expect(part.calls).toEqual([]);
  });

  it.each([
    { path: '/Slot', method: 'DELETE', allow: 'GET, HEAD' },
    { path: '/Slot', method: 'POST', allow: 'GET, HEAD' },
    { path: '/Slot/1', method: 'PATCH', allow: 'GET, HEAD' },
    { path: '/Slot/_search', method: 'GET', allow: 'POST' },
    { path: '/Practitioner', method: 'GET', allow: 'POST, PUT' },
    { path: '/Practitioner/1', method: 'GET', allow: 'PUT' },
    { path: '/metadata', method: 'POST', allow: 'GET, HEAD' },
  ])('$method $path is not allowed', async ({ path, method, allow }) => {
    const response = await createGateway({ parts: [createEchoPart()] })(
      new Request(`${origin}${path}`, { method }),
    );
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
  });

  it('calls each part only for its own types', async () => {
    const [slots, others] = ['Slot', 'Schedule'].map((type) =>
      createEchoPart({
        resources: [{ type, supportedProfile: 'x', interactions: ['search-type'] }],
      }),
    );
    if (!slots || !others) throw new Error('two parts');
    await createGateway({ parts: [slots, others] })(new Request(`${origin}/Schedule`));
    expect([slots.calls.length, others.calls.length]).toEqual([0, 1]);
  });
});

describe('the context of a part', () => {
  it('has the mount path, the public address, the caller, and a certificate read on demand', async () => {
    const part = createEchoPart();
    let reads = 0;
    const certificate = { raw: new Uint8Array([1]), authorized: true };
    await createGateway({ parts: [part], baseUrl: 'https://public.example/fhir/' })(
      new Request(`${origin}/inner/Slot`),
      {
        basePath: '/inner',
        remoteAddress: '192.0.2.1',
        get peerCertificate() {
          reads += 1;
          return certificate;
        },
      },
    );
    const context = part.calls[0]?.context;
    expect(context).toMatchObject({
      basePath: '/inner',
      baseUrl: 'https://public.example/fhir',
      remoteAddress: '192.0.2.1',
    });
    expect(context?.signal?.aborted).toBe(false);
    expect(reads).toBe(0);
    expect(context?.peerCertificate).toBe(certificate);
  });
});

it('gives a part the resolved target', async () => {
  const part = createEchoPart();
  await createGateway({ parts: [part], baseUrl: 'https://public.example/r4' })(
    new Request(`${origin}/fhir/Slot/4%202?a=%7C`),
    { basePath: '/fhir' },
  );
  expect(part.calls[0]?.context?.target).toEqual({
    baseUrl: 'https://public.example/r4',
    segments: ['Slot', '4 2'],
    query: 'a=%7C',
  });
});

describe('search by POST', () => {
  it.each([
    { name: 'only the form', url: '', body: 'a=1&b=2', query: 'a=1&b=2' },
    { name: 'URL and form together', url: '?a=1', body: 'a=2', query: 'a=1&a=2' },
    { name: 'an empty form', url: '?a=1', body: '', query: 'a=1' },
    { name: 'escapes unchanged', url: '', body: 'a=%7C%2B+%c3', query: 'a=%7C%2B+%c3' },
    {
      name: 'characters that a URL does not allow',
      url: '',
      body: 'a=b#c d"<é>',
      query: 'a=b%23c%20d%22%3C%C3%A9%3E',
    },
    { name: 'lines', url: '', body: 'a=1&b=\n2\r\n', query: 'a=1&b=%0A2' },
  ])('$name', async ({ url, body, query }) => {
    const part = createEchoPart();
    await createGateway({ parts: [part] })(
      new Request(`${origin}/fhir/Slot/_search${url}`, { method: 'POST', headers: form, body }),
      { basePath: '/fhir' },
    );
    expect(part.calls[0]).toMatchObject({ method: 'GET', body: '', contentType: null });
    expect(part.calls[0]?.url).toBe(`${origin}/fhir/Slot?${query}`);
    expect(part.calls[0]?.context?.target).toEqual(
      resolveFhirTarget(new Request(`${origin}/fhir/Slot?${query}`), { basePath: '/fhir' }),
    );
  });

  it('keeps bytes that are not UTF-8', async () => {
    const part = createEchoPart();
    const body = new Uint8Array([0x61, 0x3d, 0xe9]);
    await createGateway({ parts: [part] })(
      new Request(`${origin}/Slot/%5Fsearch`, { method: 'POST', headers: form, body }),
    );
    expect(part.calls[0]?.url).toBe(`${origin}/Slot?a=%E9`);
  });
});

describe('the body of a request', () => {
  it.each([
    { name: 'FHIR JSON', type: 'application/fhir+json', status: 200 },
    { name: "the platform's own type", type: 'application/json+fhir', status: 200 },
    { name: 'plain JSON', type: 'application/json', status: 200 },
    {
      name: 'parameters',
      type: 'Application/FHIR+JSON; fhirVersion=4.0; charset=UTF-8',
      status: 200,
    },
    { name: 'a quoted charset', type: 'application/json;charset="utf-8"', status: 200 },
    { name: 'another charset', type: 'application/json; charset=iso-8859-1', status: 415 },
    { name: 'XML', type: 'application/fhir+xml', status: 415 },
    { name: 'a form', type: 'application/x-www-form-urlencoded', status: 415 },
    { name: 'none', type: '', status: 415 },
  ])('Content-Type: $name', async ({ type, status }) => {
    const part = createEchoPart();
    const response = await createGateway({ parts: [part] })(
      new Request(`${origin}/Practitioner`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"a":"é"}',
      }),
    );
    expect(response.status).toBe(status);
    expect(part.calls.map(({ body }) => body)).toEqual(status === 200 ? ['{"a":"é"}'] : []);
  });

  it.each([
    {
      name: 'a compressed body',
      path: '/Practitioner',
      headers: { ...json, 'content-encoding': 'gzip' },
    },
    { name: 'JSON to _search', path: '/Slot/_search', headers: json },
  ])('$name: 415', async ({ path, headers }) => {
    const response = await createGateway({ parts: [createEchoPart()] })(
      new Request(`${origin}${path}`, { method: 'POST', headers, body: '{}' }),
    );
    expect(response.status).toBe(415);
    expect(await codesOf(response)).toEqual(['SAS_MEDIA_TYPE_UNSUPPORTED']);
  });

  it.each([
    { bytes: 100, declared: undefined, status: 200 },
    { bytes: 101, declared: undefined, status: 413 },
    { bytes: 1, declared: '101', status: 413 },
  ])('$bytes bytes, declared $declared: $status', async ({ bytes, declared, status }) => {
    let pulled = 0;
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (pulled === bytes) return controller.close();
          pulled += 1;
          controller.enqueue(new Uint8Array([32]));
        },
        cancel() {
          isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const part = createEchoPart();
    const response = await createGateway({ parts: [part], limits: { bodyBytes: 100 } })(
      new Request(`${origin}/Practitioner`, {
        method: 'POST',
        headers: { ...json, ...(declared ? { 'content-length': declared } : {}) },
        body,
        duplex: 'half',
      }),
    );
    expect(response.status).toBe(status);
    expect(isCancelled).toBe(status === 413 && declared === undefined);
    expect(pulled).toBe(declared ? 0 : bytes);
    expect(part.calls.map((call) => call.body.length)).toEqual(status === 200 ? [bytes] : []);
  });

  it('that ends too early is unreadable', async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.error(new Error('reset')),
    });
    const response = await createGateway({ parts: [createEchoPart()] })(
      new Request(`${origin}/Practitioner`, { method: 'PUT', headers: json, body, duplex: 'half' }),
    );
    expect(response.status).toBe(400);
    expect(await codesOf(response)).toEqual(['SAS_BODY_UNREADABLE']);
  });
});

describe('limits and formats', () => {
  it.each([
    { length: 200, status: 200 },
    { length: 201, status: 414 },
  ])('a URL of $length bytes: $status', async ({ length, status }) => {
    const url = `${origin}/Slot?`.padEnd(length, 'a');
    const gateway = createGateway({ parts: [createEchoPart()], limits: { urlLength: 200 } });
    expect((await gateway(new Request(url))).status).toBe(status);
  });

  it.each([
    { name: 'as long as a URL may be', length: 200, start: 'a=', status: 200 },
    { name: 'one byte longer', length: 201, start: 'a=', status: 413 },
    { name: 'that is longer when escaped', length: 200, start: 'a=<', status: 413 },
    { name: 'whose form alone is longer', length: 300, start: 'a=', status: 413 },
  ])('a search by POST $name: $status', async ({ length, start, status }) => {
    const part = createEchoPart();
    const gateway = createGateway({ parts: [part], limits: { urlLength: 200 } });
    const body = start.padEnd(length - `${origin}/Slot?`.length, 'b');
    const response = await gateway(
      new Request(`${origin}/Slot/_search`, { method: 'POST', headers: form, body }),
    );
    expect(response.status).toBe(status);
    expect(part.calls).toHaveLength(status === 200 ? 1 : 0);
  });

  it('a megabyte of identifiers by POST is refused before any of it is parsed', async () => {
    const part = createEchoPart();
    const response = await createGateway({ parts: [part] })(
      new Request(`${origin}/Slot/_search`, {
        method: 'POST',
        headers: form,
        body: `identifier=${'334173748400020,'.repeat(65_000)}`,
      }),
    );
    expect(response.status).toBe(413);
    expect(await codesOf(response)).toEqual(['SAS_BODY_TOO_LARGE']);
    expect(part.calls).toEqual([]);
  });

  it.each([
    { name: 'Accept without JSON', path: '/Slot', accept: 'application/fhir+xml', status: 406 },
    {
      name: '_format takes precedence over Accept',
      path: '/Slot?_format=xml',
      accept: 'text/html',
      status: 200,
    },
    { name: 'an encoded _format', path: '/Slot?%5Fformat=json', accept: 'text/html', status: 200 },
    {
      name: 'a similar name',
      path: '/Slot?x_format=json',
      accept: 'text/html',
      status: 406,
    },
    { name: 'metadata', path: '/metadata', accept: 'application/fhir+xml', status: 406 },
    { name: 'metadata as JSON', path: '/metadata?_format=json', accept: 'text/html', status: 200 },
    { name: 'metadata as FHIR JSON', path: '/metadata?_format=application/fhir+json', status: 200 },
    { name: 'metadata with an empty _format', path: '/metadata?_format=', status: 200 },
    {
      name: 'an empty _format does not set Accept aside',
      path: '/Slot?_format=',
      accept: 'text/html',
      status: 406,
    },
    { name: 'metadata as XML', path: '/metadata?_format=xml', status: 406 },
  ])('$name: $status', async ({ path, accept, status }) => {
    const response = await createGateway({ parts: [createEchoPart()] })(
      new Request(`${origin}${path}`, { headers: accept ? { accept } : {} }),
    );
    expect(response.status).toBe(status);
  });
});

describe('headers', () => {
  it('are set on every answer', async () => {
    const gateway = createGateway({ parts: [createEchoPart()] });
    for (const path of ['/Slot', '/metadata', '/none']) {
      const { headers } = await gateway(new Request(`${origin}${path}`));
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
      expect(headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    }
  });

  it.each(['/Slot', '/metadata', '/none'])('of HEAD %s are those of GET', async (path) => {
    const gateway = createGateway({ parts: [createEchoPart()] });
    const headers = { 'accept-encoding': 'br' };
    const got = await gateway(new Request(`${origin}${path}`, { headers }));
    const head = await gateway(new Request(`${origin}${path}`, { headers, method: 'HEAD' }));
    expect(head.status).toBe(got.status);
    expect([...head.headers]).toEqual([...got.headers]);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
    expect(head.body).toBeNull();
  });

  it('that are immutable are copied', async () => {
    const response = await createGateway({
      parts: [
        createEchoPart({ answer: () => Response.redirect('https://elsewhere.example/', 307) }),
      ],
    })(new Request(`${origin}/Slot`));
    expect(response.status).toBe(307);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('of a part are kept', async () => {
    const response = await createGateway({
      parts: [
        createEchoPart({
          answer: () =>
            toBytesResponse([], { headers: { 'cache-control': 'private', 'x-a': '1' } }),
        }),
      ],
    })(new Request(`${origin}/Slot`));
    expect(response.headers.get('cache-control')).toBe('private');
    expect(response.headers.get('x-a')).toBe('1');
  });
});
