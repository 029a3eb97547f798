import { describe, expect, it } from 'vitest';
import { demoRegulators } from '../regulators/demo-regulators.js';
import { type RequestEdit, readRequestEdit } from './raw-request.js';
import { isReplayable, toRawRequest } from './replay.js';
import { query } from './vendor.fixture.js';
import { answerRightly, startVendorClient } from './vendor-client.fixture.js';

const vendorUrl = 'http://127.0.0.1:3000/fhir';

describe('A replay', () => {
  it('sends the same request, and is checked as the first one', async () => {
    await using vendor = await startVendorClient();
    const { client, exchanges, received } = vendor;
    await client.searchSlots(query);
    await client.listAssociations();
    const [regulator] = demoRegulators;
    if (regulator) await client.sendRegulator(regulator, { interaction: 'create' });
    const count = exchanges.count();
    for (let number = 1; number <= count; number += 1) {
      const exchange = exchanges.find(number);
      if (!exchange) throw new Error('no exchange');
      expect(isReplayable(exchange)).toBe(true);
      const again = exchanges.find(await client.replay(toRawRequest(exchange)));
      expect(again).toMatchObject({
        method: exchange.method,
        url: exchange.url,
        request: exchange.request,
        status: exchange.status,
        replayOf: number,
        regulatorId: exchange.regulatorId,
      });
      expect(again?.checks.map(({ rule, passed }) => ({ rule, passed }))).toEqual(
        exchange.checks.map(({ rule, passed }) => ({ rule, passed })),
      );
    }
    const sent = received.map(({ method, url, body, headers }) => {
      return { method, url, body, accept: headers['accept'], type: headers['content-type'] };
    });
    expect(sent.slice(count)).toEqual(sent.slice(0, count));
  });

  it('finds what is wrong with the answer now', async () => {
    let isWrong = false;
    await using vendor = await startVendorClient((asked) =>
      isWrong ? { status: 500, body: '' } : answerRightly(asked),
    );
    await vendor.client.searchSlots(query);
    isWrong = true;
    const exchange = vendor.exchanges.find(1);
    if (!exchange) throw new Error('no exchange');
    expect(vendor.failed(await vendor.client.replay(toRawRequest(exchange)))).toContain(
      'slots.status',
    );
  });

  it.each([
    { name: 'a report of the vendor', changes: { caller: 'vendor' } },
    { name: 'a sign-out with its token', changes: { flow: 'sign-on' } },
    {
      name: 'a body that is not kept',
      changes: { request: { headers: [], body: null, bodyBytes: 9 } },
    },
  ] as const)('is not possible for $name', async ({ changes }) => {
    await using vendor = await startVendorClient();
    await vendor.client.searchSlots(query);
    const exchange = vendor.exchanges.find(1);
    if (!exchange) throw new Error('no exchange');
    expect(isReplayable({ ...exchange, ...changes })).toBe(false);
  });

  it('of another request than the platform’s has no checks', async () => {
    await using vendor = await startVendorClient();
    await vendor.client.searchSlots(query);
    const exchange = vendor.exchanges.find(1);
    if (!exchange) throw new Error('no exchange');
    const raw = { ...toRawRequest(exchange), url: `${vendor.url}/metadata` };
    expect(vendor.exchanges.find(await vendor.client.replay(raw))?.checks).toEqual([]);
  });
});

describe('A changed request', () => {
  const right: RequestEdit = {
    method: 'post',
    url: `${vendorUrl}/Practitioner`,
    headers: 'Content-Type: application/json\r\n\r\naccept: */*',
    body: '{\r\n}',
  };

  it('is read as it was typed', () => {
    expect(readRequestEdit(right, vendorUrl)).toEqual({
      method: 'POST',
      url: `${vendorUrl}/Practitioner`,
      headers: { 'content-type': 'application/json', accept: '*/*' },
      body: '{\n}',
    });
  });

  it.each<{ name: string; edit: Partial<RequestEdit>; field: keyof RequestEdit }>([
    { name: 'another host', edit: { url: 'http://example.org/fhir' }, field: 'url' },
    { name: 'another port', edit: { url: 'http://127.0.0.1:3001/fhir' }, field: 'url' },
    { name: 'another scheme', edit: { url: 'https://127.0.0.1:3000/fhir' }, field: 'url' },
    { name: 'a file', edit: { url: 'file:///etc/passwd' }, field: 'url' },
    {
      name: 'a host that only begins alike',
      edit: { url: 'http://127.0.0.1:3000.example/' },
      field: 'url',
    },
    {
      name: 'credentials before another host',
      edit: { url: 'http://127.0.0.1:3000@example.org/' },
      field: 'url',
    },
    { name: 'credentials', edit: { url: 'http://me:secret@127.0.0.1:3000/' }, field: 'url' },
    { name: 'a path alone', edit: { url: '/fhir' }, field: 'url' },
    { name: 'a long URL', edit: { url: `${vendorUrl}/${'a'.repeat(8000)}` }, field: 'url' },
    { name: 'another method', edit: { method: 'CONNECT' }, field: 'method' },
    { name: 'a body of GET', edit: { method: 'GET' }, field: 'body' },
    { name: 'a long body', edit: { body: 'a'.repeat(20_001) }, field: 'body' },
    { name: 'a line that is no header', edit: { headers: 'accept' }, field: 'headers' },
    {
      name: 'a header of the connection',
      edit: { headers: 'Host: example.org' },
      field: 'headers',
    },
    { name: 'the length', edit: { headers: 'content-length: 3' }, field: 'headers' },
    { name: 'a secret that is not kept', edit: { headers: 'authorization: …' }, field: 'headers' },
    { name: 'a value beyond Latin-1', edit: { headers: 'x-name: Œ' }, field: 'headers' },
    { name: 'too many headers', edit: { headers: 'a: b\n'.repeat(51) }, field: 'headers' },
    { name: 'long headers', edit: { headers: `a: ${'b'.repeat(8000)}` }, field: 'headers' },
  ])('is refused for $name', ({ edit, field }) => {
    const read = readRequestEdit({ ...right, ...edit }, vendorUrl);
    expect('mistakes' in read && read.mistakes.map((mistake) => mistake.field)).toEqual([field]);
  });
});
