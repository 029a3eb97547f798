import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { responseChunks, toBytesResponse, toReply, toResponse } from '@sas-sos/fhir-http';
import { describe, expect, it } from 'vitest';
import { compress as compressReply } from './compress.js';

const compress = async (response: Response, options: Parameters<typeof compressReply>[1]) =>
  toResponse(await compressReply(toReply(response), options));

const { signal } = new AbortController();

function chunksOf(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );
}

const large = JSON.stringify(
  Array.from({ length: 30_000 }, (_, index) => ({ id: `créneau-${index}`, status: 'free' })),
);

describe('compress', () => {
  it.each([
    { coding: 'br', decode: brotliDecompressSync, size: 65_536 },
    { coding: 'gzip', decode: gunzipSync, size: 65_536 },
    { coding: 'br', decode: brotliDecompressSync, size: large.length * 2 },
    { coding: 'gzip', decode: gunzipSync, size: 1_048_576 },
  ])('$coding of chunks of $size bytes', async ({ coding, decode, size }) => {
    const answer = toBytesResponse(chunksOf(large, size), {
      status: 201,
      headers: { 'content-type': 'application/fhir+json', vary: 'origin' },
    });
    const response = await compress(answer, { acceptEncoding: coding, signal });
    expect(response.status).toBe(201);
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('content-type')).toBe('application/fhir+json');
    expect(response.headers.get('vary')).toBe('origin, accept-encoding');
    const chunks = responseChunks(response);
    const bytes = Buffer.concat(chunks ?? []);
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(bytes.length).toBeLessThan(large.length / 5);
    expect(decode(bytes).toString()).toBe(large);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    { name: 'just large enough', bytes: 1400, acceptEncoding: 'br', coding: 'br', vary: true },
    { name: 'too small', bytes: 1399, acceptEncoding: 'br', coding: null, vary: false },
    { name: 'not requested', bytes: 1400, acceptEncoding: null, coding: null, vary: true },
  ])('$name', async ({ bytes, acceptEncoding, coding, vary }) => {
    const answer = toBytesResponse([new Uint8Array(bytes)], { headers: {} });
    const response = await compress(answer, { acceptEncoding, signal });
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('vary')).toBe(vary ? 'accept-encoding' : null);
  });

  it.each([
    {
      name: 'an error of any length',
      answer: () => toBytesResponse([new Uint8Array(5000)], { status: 400, headers: {} }),
    },
    { name: 'a stream', answer: () => new Response('x'.repeat(5000)) },
    {
      name: 'an answer that is already compressed',
      answer: () =>
        toBytesResponse([new Uint8Array(5000)], { headers: { 'content-encoding': 'zstd' } }),
    },
  ])('leaves $name alone', async ({ answer }) => {
    const reply = toReply(answer());
    expect(await compressReply(reply, { acceptEncoding: 'br', signal })).toBe(reply);
    expect(reply.headers.has('vary')).toBe(false);
  });

  it('keeps a Vary that already covers it', async () => {
    const answer = toBytesResponse([new Uint8Array(2000)], {
      headers: { vary: 'Accept-Encoding' },
    });
    const response = await compress(answer, { acceptEncoding: null, signal });
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
  });

  it('stops when the answer is no longer needed', async () => {
    const controller = new AbortController();
    const answer = toBytesResponse(chunksOf(large, 65_536), { headers: {} });
    const compressing = compress(answer, { acceptEncoding: 'br', signal: controller.signal });
    controller.abort();
    await expect(compressing).rejects.toThrow();
  });
});
