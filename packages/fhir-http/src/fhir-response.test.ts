import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { responseChunks, toBytesResponse, toFhirResponse } from './fhir-response.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const headers = { 'content-type': 'text/plain' };

describe('toFhirResponse', () => {
  it('answers with the resource, which must not be cached', async () => {
    const response = toFhirResponse({ resourceType: 'Organization', name: 'Médecins' });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/fhir+json; charset=utf-8',
      'cache-control': 'no-store',
      'content-length': String(bytes('{"resourceType":"Organization","name":"Médecins"}').length),
    });
    expect(await response.json()).toEqual({ resourceType: 'Organization', name: 'Médecins' });
  });

  it('accepts a status, and additional headers', () => {
    const response = toFhirResponse(
      { resourceType: 'Practitioner' },
      { status: 201, headers: { location: '/Practitioner/1' } },
    );
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe('/Practitioner/1');
  });
});

describe('toBytesResponse', () => {
  it.each([
    { name: 'no chunk', chunks: [], expected: '' },
    { name: 'an empty chunk', chunks: [''], expected: '' },
    { name: 'one chunk', chunks: ['été'], expected: 'été' },
    { name: 'several chunks', chunks: ['a', 'bc', 'def'], expected: 'abcdef' },
    { name: 'empty chunks among others', chunks: ['', 'a', '', 'b', ''], expected: 'ab' },
  ])('$name is read like any body', async ({ chunks, expected }) => {
    const make = () => toBytesResponse(chunks.map(bytes), { headers });
    expect(await make().text()).toBe(expected);
    expect(make().headers.get('content-length')).toBe(String(bytes(expected).length));
    expect(await new Response(make().body).text()).toBe(expected);
    expect(await make().clone().text()).toBe(expected);
  });

  it('splits a character between two chunks and loses nothing', async () => {
    const whole = bytes('Médecins à Besançon');
    const chunks = [whole.slice(0, 2), whole.slice(2)];
    expect(await toBytesResponse(chunks, { headers }).text()).toBe('Médecins à Besançon');
  });

  it('reads back as the original bytes, for any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array()), async (arrays) => {
        const chunks = arrays.map((array) => Uint8Array.from(array));
        const response = toBytesResponse(chunks, { headers });
        const read = new Uint8Array(await response.arrayBuffer());
        expect(read).toEqual(Uint8Array.from(chunks.flatMap((chunk) => [...chunk])));
        expect(Number(response.headers.get('content-length'))).toBe(read.length);
      }),
    );
  });

  it('can be cancelled in the middle', async () => {
    const reader = toBytesResponse(['a', 'b'].map(bytes), { headers }).body?.getReader();
    expect((await reader?.read())?.value).toEqual(bytes('a'));
    await expect(reader?.cancel()).resolves.toBeUndefined();
  });

  it('has no body for a status that allows none', () => {
    expect(toBytesResponse([], { status: 304, headers: {} }).body).toBeNull();
  });
});

describe('responseChunks', () => {
  it('returns the same chunks, without reading the body', () => {
    const chunks = [bytes('a'), bytes('b')];
    const response = toBytesResponse(chunks, { headers });
    expect(responseChunks(response)).toBe(chunks);
    expect(response.bodyUsed).toBe(false);
    expect(responseChunks(response)).toBe(chunks);
  });

  it.each([
    { name: 'one chunk', chunks: ['a'] },
    { name: 'several chunks', chunks: ['a', 'b'] },
  ])('returns nothing once the body of $name has been read', async ({ chunks }) => {
    const response = toBytesResponse(chunks.map(bytes), { headers });
    await response.text();
    expect(responseChunks(response)).toBeUndefined();
  });

  it.each([
    { name: 'any other response', response: () => new Response('a') },
    { name: 'a response without body', response: () => new Response(null, { status: 204 }) },
    {
      name: 'a copy, which may have another body',
      response: () => toBytesResponse([bytes('a')], { headers }).clone(),
    },
  ])('returns nothing for $name', ({ response }) => {
    expect(responseChunks(response())).toBeUndefined();
  });

  it('returns those of a response created by another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('./fhir-response.js');
    const chunks = [bytes('a')];
    expect(responseChunks(copy.toBytesResponse(chunks, { headers }))).toBe(chunks);
  });

  it('is not enumerable on the response', () => {
    const response = toBytesResponse([bytes('a')], { headers });
    expect(Reflect.ownKeys({ ...response })).not.toContain(Symbol.for('sas-sos.response-chunks'));
  });
});
