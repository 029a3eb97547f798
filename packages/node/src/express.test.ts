import { gzipSync } from 'node:zlib';
import { silentLogger } from '@sas-sos/core';
import express from 'express';
import express4 from 'express4';
import { describe, expect, it, vi } from 'vitest';
import { listen, mirror, type Seen } from './server.fixture.js';
import { toNodeHandler } from './to-node-handler.js';

const hosts = [
  { host: 'Express 5', create: express },
  { host: 'Express 4', create: express4 },
];
const jsonTypes = ['application/fhir+json', 'application/json+fhir', 'application/json'];
const fhir = { 'content-type': 'application/fhir+json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe.each(hosts)('$host', ({ create }) => {
  it.each([
    { name: 'at the root', mounts: [], basePath: '' },
    { name: 'under a path', mounts: ['/fhir'], basePath: '/fhir' },
    { name: 'under nested routers', mounts: ['/api', '/v1', '/fhir'], basePath: '/api/v1/fhir' },
    { name: 'under a parameter', mounts: ['/:tenant/fhir'], basePath: '/acme/fhir' },
  ])('mounts $name', async ({ mounts, basePath }) => {
    const next = vi.fn();
    const handler = toNodeHandler(mirror);
    let router: express.Router = create.Router().use(handler);
    for (const path of [...mounts].reverse()) router = create.Router().use(path, router);
    const app = create().use(router).use(next);
    await using host = await listen(app);
    const response = await fetch(`${host.url}${basePath}/Slot?a=b`);
    expect(await response.json()).toMatchObject({
      url: `${host.url}${basePath}/Slot?a=b`,
      basePath,
    });
    expect(next).not.toHaveBeenCalled();
  });

  it('gives the option precedence over the mount path', async () => {
    await using host = await listen(
      create().use('/fhir', toNodeHandler(mirror, { basePath: '/other' })),
    );
    expect(await (await fetch(`${host.url}/fhir/x`)).json()).toMatchObject({ basePath: '/other' });
  });

  const json = () => create.json({ type: jsonTypes });
  const resource = '{"resourceType":"Practitioner","name":[{"family":"Éluard"}]}';

  it.each([
    { name: 'no parser', parsers: () => [], headers: fhir, body: resource },
    { name: 'express.json', parsers: () => [json()], headers: fhir, body: resource },
    {
      name: 'express.json of other types',
      parsers: () => [create.json()],
      headers: fhir,
      body: resource,
    },
    { name: 'express.json, no body', parsers: () => [json()], headers: fhir, body: '' },
    {
      name: 'express.json, compressed',
      parsers: () => [json()],
      headers: { ...fhir, 'content-encoding': 'gzip' },
      sent: gzipSync(resource),
      body: resource,
    },
    {
      name: 'express.json, UTF-16',
      parsers: () => [json()],
      headers: { 'content-type': 'application/json; charset=utf-16le' },
      sent: Buffer.from(resource, 'utf16le'),
      body: resource,
      type: 'application/json',
    },
    {
      name: 'express.json that keeps the raw body',
      parsers: () => [
        create.json({
          type: jsonTypes,
          verify: (request, _, bytes) => void Object.assign(request, { rawBody: bytes }),
        }),
      ],
      headers: fhir,
      body: '{ "a" : 1.0 }',
    },
    {
      name: 'express.json, a list',
      parsers: () => [json()],
      headers: fhir,
      body: '[1,{"a":null}]',
    },
    {
      name: 'express.raw',
      parsers: () => [create.raw({ type: jsonTypes })],
      headers: fhir,
      body: resource,
    },
    {
      name: 'express.text',
      parsers: () => [create.text({ type: jsonTypes })],
      headers: fhir,
      body: resource,
    },
    {
      name: 'express.urlencoded, simple',
      parsers: () => [create.urlencoded({ extended: false })],
      headers: form,
      body: 'a=1&a=2&b=%C3%A9+%7C&c=',
    },
    {
      name: 'express.urlencoded, extended',
      parsers: () => [create.urlencoded({ extended: true })],
      headers: form,
      body: '_has%3ASlot%3Aschedule%3Astart=ge1&_has%3ASlot%3Aschedule%3Astart=le2&a%5Bb%5D=1',
    },
    {
      name: 'express.urlencoded, one name 25 times',
      parsers: () => [create.urlencoded({ extended: true })],
      headers: form,
      body: Array.from({ length: 25 }, (_, index) => `a=${index}`).join('&'),
    },
  ])('after $name, the body is available', async ({ parsers, headers, body, sent, type }) => {
    const app = create();
    for (const parser of parsers()) app.use(parser);
    await using host = await listen(app.use('/fhir', toNodeHandler(mirror)));
    const response = await fetch(`${host.url}/fhir/Practitioner`, {
      method: 'POST',
      headers,
      body: sent ?? body,
    });
    const seen = (await response.json()) as Seen;
    expect(seen.body).toBe(body);
    const seenHeaders = new Map(seen.headers);
    expect(seenHeaders.get('content-type')).toBe(type ?? headers['content-type']);
    expect(seenHeaders.get('content-encoding')).toBeUndefined();
    expect(seenHeaders.get('content-length')).toBe(String(Buffer.byteLength(body)));
  });

  it('reports that a middleware consumed the body', async () => {
    const error = vi.fn();
    const app = create().use((request, _, next) => {
      request.resume().on('end', () => next());
    });
    await using host = await listen(
      app.use(toNodeHandler(mirror, { logger: { ...silentLogger, error } })),
    );
    const response = await fetch(host.url, { method: 'POST', headers: fhir, body: '{}' });
    expect(response.status).toBe(500);
    expect(error).toHaveBeenCalledOnce();
  });
});
