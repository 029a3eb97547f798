import { describe, expect, it, vi } from 'vitest';
import {
  query,
  type ReceivedRequest,
  type TestAnswer,
  toSlotBundle,
  toUrl,
} from './vendor.fixture.js';
import { answerRightly, startVendorClient } from './vendor-client.fixture.js';

describe('INT_SOS1', () => {
  it('asks as the platform does', async () => {
    await using vendor = await startVendorClient();
    await vendor.client.searchSlots(query);
    const [received] = vendor.received;
    expect(received?.url).toContain('start=ge2026-12-01T09%3A00%3A00%2B01%3A00&');
    expect([...new URL(toUrl(received as ReceivedRequest)).searchParams]).toEqual([
      ['_revinclude', 'Slot:schedule'],
      ['_include', 'Schedule:actor:Location'],
      ['_include:iterate', 'Location:organization'],
      ['_has:Slot:schedule:start', 'ge2026-12-01T09:00:00+01:00'],
      ['_has:Slot:schedule:start', 'le2026-12-01T18:00:00+01:00'],
      ['_has:Slot:schedule:status', 'free'],
      [
        'actor:Location.organization.identifier',
        'urn:oid:1.2.250.1.71.4.2.2|334173748400020,urn:oid:1.2.250.1.71.4.2.2|340426662900033',
      ],
      ['_count', '1000'],
    ]);
    expect(received?.headers['accept']).toBe('application/json+fhir');
  });

  it('returns the slots by place, and records the exchange', async () => {
    await using vendor = await startVendorClient();
    const result = await vendor.client.searchSlots(query);
    expect(result).toMatchObject({ outcome: 'found', slots: 4, exchanges: [1] });
    if (result.outcome !== 'found') return;
    expect(result.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(result.places.map(({ id, slots }) => [id, slots.map((slot) => slot.id)])).toEqual([
      ['p0', ['s0-10', 's0-11']],
      ['p1', ['s1-10', 's1-11']],
    ]);
    expect(result.places[0]).toMatchObject({
      name: 'Centre 0',
      association: { id: 'o0', siret: '334173748400020', name: 'Association 0' },
      address: { line: '320 avenue Patton', postalCode: '35700', city: 'Rennes' },
      phone: '+33193246789',
      openingHours: [{ days: ['mon', 'tue'], opens: '08:00:00', closes: '19:00:00' }],
      position: { latitude: 48.11, longitude: -1.68 },
    });
    expect(result.places[0]?.slots[1]).toEqual({
      id: 's0-11',
      start: '2026-12-01T11:00:00.000+01:00',
      end: '2026-12-01T11:30:00.000+01:00',
      startsAt: Date.parse('2026-12-01T10:00:00Z'),
      consultations: ['on-site'],
      audiences: ['sas'],
      isReserved: true,
      isWalkIn: false,
      reasons: ['Fièvre'],
      url: 'https://agenda.example/agenda/p0?slot=s0-11',
    });
    expect(vendor.exchanges.find(1)).toMatchObject({
      flow: 'slots',
      caller: 'platform',
      method: 'GET',
      url: toUrl(vendor.received[0] as ReceivedRequest),
      status: 200,
      failure: null,
      fault: null,
      request: { headers: [['accept', 'application/json+fhir']], body: null },
    });
    expect(JSON.parse(vendor.exchanges.find(1)?.response?.body ?? '')).toMatchObject({ total: 4 });
  });

  it('asks for 25 associations at a time, one call after the other', async () => {
    const recorded: number[] = [];
    await using vendor = await startVendorClient((received) => {
      recorded.push(vendor.exchanges.count());
      return answerRightly(received);
    });
    const sirets = Array.from({ length: 51 }, (_, index) => `3${String(index).padStart(14, '0')}`);
    const result = await vendor.client.searchSlots({ ...query, sirets: [...sirets, ...sirets] });
    const asked = vendor.received.map(
      (request) =>
        (
          new URL(toUrl(request)).searchParams.get('actor:Location.organization.identifier') ?? ''
        ).split(',').length,
    );
    expect(asked).toEqual([25, 25, 1]);
    expect(recorded).toEqual([0, 1, 2]);
    // The double answers the same each time: nothing counts twice.
    expect(result).toMatchObject({ outcome: 'found', slots: 4, exchanges: [1, 2, 3] });
  });

  it('finds nothing, without a call, if nothing is requested', async () => {
    await using vendor = await startVendorClient();
    const result = await vendor.client.searchSlots({ ...query, sirets: [] });
    expect(result).toMatchObject({ outcome: 'found', slots: 0, exchanges: [] });
    expect(vendor.received).toEqual([]);
  });

  it.each<{ readonly name: string; readonly spoil: (slot: Record<string, unknown>) => void }>([
    { name: 'no id', spoil: (slot) => delete slot['id'] },
    { name: 'no start', spoil: (slot) => delete slot['start'] },
    {
      name: 'a start without an offset',
      spoil: (slot) => Object.assign(slot, { start: '2026-12-01T10:00' }),
    },
    { name: 'an end that is a number', spoil: (slot) => Object.assign(slot, { end: 7 }) },
    {
      name: 'a missing schedule',
      spoil: (slot) => Object.assign(slot, { schedule: { reference: 'Schedule/x' } }),
    },
    {
      name: 'a schedule that is text',
      spoil: (slot) => Object.assign(slot, { schedule: 'Schedule/c0' }),
    },
  ])('leaves out a slot with $name', async ({ spoil }) => {
    await using vendor = await startVendorClient((received) => {
      const bundle = toSlotBundle(toUrl(received));
      spoil(bundle.entry?.[1]?.resource as never);
      return { body: bundle };
    });
    const result = await vendor.client.searchSlots(query);
    expect(result).toMatchObject({ outcome: 'found', slots: 3 });
  });

  it.each([
    { name: 'a script', comment: 'javascript:alert(1)' },
    { name: 'a path', comment: '/agenda/1' },
    { name: 'no host', comment: 'https://' },
    { name: 'a very long text', comment: `https://agenda.example/?${'a'.repeat(5000)}` },
  ])('does not make a link of $name', async ({ comment }) => {
    await using vendor = await startVendorClient((received) => {
      const bundle = toSlotBundle(toUrl(received));
      Object.assign(bundle.entry?.[1]?.resource ?? {}, { comment });
      return { body: bundle };
    });
    const result = await vendor.client.searchSlots(query);
    expect(result.outcome === 'found' && result.places[0]?.slots[0]?.url).toBe(null);
  });

  it.each<{ readonly name: string; readonly answer: TestAnswer; readonly status: number | null }>([
    { name: 'an HTML page', answer: { body: '<h1>Hello</h1>' }, status: 200 },
    { name: 'no body', answer: { body: '' }, status: 200 },
    { name: 'a list', answer: { body: [] }, status: 200 },
    { name: 'null', answer: { body: null }, status: null },
    { name: 'a number', answer: { body: '12' }, status: null },
    { name: 'another resource', answer: { body: { resourceType: 'Slot' } }, status: 200 },
    {
      name: 'half a Bundle',
      answer: { body: '{"resourceType":"Bundle","entry":[' },
      status: 200,
    },
    {
      name: 'a redirection',
      answer: { status: 302, headers: { location: '/elsewhere' } },
      status: 302,
    },
    {
      name: 'a refusal',
      answer: {
        status: 422,
        body: {
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'error', code: 'value', details: { text: 'Non.' } }],
        },
      },
      status: 422,
    },
  ])('finds nothing in $name', async ({ answer, status }) => {
    await using vendor = await startVendorClient(() => answer);
    const result = await vendor.client.searchSlots(query);
    expect(result).toMatchObject({ outcome: 'failed', exchanges: [1] });
    expect(vendor.received).toHaveLength(1);
    expect(vendor.exchanges.find(1)?.status).toBe(status);
    if (result.outcome === 'failed')
      expect(result.detail).toBe(status === 422 ? 'Non.' : result.detail);
  });

  it.each([
    { name: 'invalid entries', entry: [null, 7, 'text', [], {}] },
    { name: 'entries that are not a list', entry: { resource: { resourceType: 'Slot' } } },
    {
      name: 'empty resources',
      entry: [{ resource: { resourceType: 'Location', address: [] } }],
    },
    {
      name: 'names of the prototype',
      entry: [{ resource: { resourceType: '__proto__', id: 'constructor' } }],
    },
  ])('accepts $name', async ({ entry }) => {
    await using vendor = await startVendorClient(() => ({
      body: { resourceType: 'Bundle', type: 'searchset', entry },
    }));
    expect(await vendor.client.searchSlots(query)).toMatchObject({ outcome: 'found', slots: 0 });
    expect(vendor.failed(1)).toContain('slots.self-link');
  });

  it.each([
    { name: 'characters of one to four bytes', sent: '{"a":"aéœ’😀"}', kept: '{"a":"aéœ’😀"}' },
    { name: 'the mark of the byte order', sent: '\ufeff{"a":1}', kept: '{"a":1}' },
    {
      name: 'bytes that are not UTF-8',
      sent: Buffer.from('{"a":"é"}', 'latin1'),
      kept: '{"a":"\ufffd"}',
    },
  ])('decodes $name', async ({ sent, kept }) => {
    await using vendor = await startVendorClient(() => ({ body: sent }));
    expect(await vendor.client.searchSlots(query)).toMatchObject({
      message: 'Sa réponse n’est pas un Bundle de FHIR.',
    });
    const bodyBytes = Buffer.byteLength(sent);
    expect(vendor.exchanges.find(1)?.response).toMatchObject({ body: kept, bodyBytes });
  });

  it('accepts very deep nesting', async () => {
    const deep = `${'{"a":['.repeat(50_000)}1${']}'.repeat(50_000)}`;
    await using vendor = await startVendorClient(() => ({
      body: `{"resourceType":"Bundle","type":"searchset","extension":[${deep}]}`,
    }));
    expect(await vendor.client.searchSlots(query)).toMatchObject({ outcome: 'found', slots: 0 });
    expect(vendor.failed(1)).toContain('slots.empty-elements');
  });

  it('waits no longer than the platform does', async () => {
    await using vendor = await startVendorClient(() => 'never', 100);
    expect(await vendor.client.searchSlots(query)).toMatchObject({
      outcome: 'failed',
      detail: null,
    });
    expect(vendor.exchanges.find(1)).toMatchObject({ status: null, response: null });
    await vi.waitFor(() => expect(vendor.received[0]?.isLeft).toBe(true));
  });

  it('reports that nobody is listening', async () => {
    const vendor = await startVendorClient();
    await vendor.close();
    const result = await vendor.client.searchSlots(query);
    expect(result).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect(vendor.exchanges.find(1)).toMatchObject({
      failure: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('INT_SOS-transco', () => {
  it('returns associations with their places', async () => {
    await using vendor = await startVendorClient();
    const result = await vendor.client.listAssociations();
    expect(vendor.received.map(({ url }) => url)).toEqual([
      '/fhir/Organization',
      '/fhir/Location?_include=Location%3Aorganization',
    ]);
    expect(result).toMatchObject({ outcome: 'found', exchanges: [1, 2] });
    if (result.outcome !== 'found') return;
    expect(result.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(
      result.associations.map(({ siret, places }) => [siret, places.map(({ id }) => id)]),
    ).toEqual([
      ['334173748400020', ['p0']],
      ['340426662900033', ['p1']],
    ]);
  });

  it('fails when the places are missing', async () => {
    await using vendor = await startVendorClient((received) =>
      received.url.includes('Location') ? { status: 500, body: {} } : answerRightly(received),
    );
    expect(await vendor.client.listAssociations()).toMatchObject({
      outcome: 'failed',
      exchanges: [1, 2],
    });
  });
});
