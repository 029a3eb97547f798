import { describe, expect, it } from 'vitest';
import type { ExchangeDraft } from '../../state/exchange.js';
import { createTestSimulation, toDraft } from '../../test-data/create-test-simulation.js';
import { createPageReader } from '../../test-data/read-page.js';

const body = (text: string) => ({ headers: [], body: text, bodyBytes: text.length });
const drafts: readonly Partial<ExchangeDraft>[] = [
  { url: 'http://127.0.0.1:3000/fhir/Schedule?name=Rennes%20Nord' },
  { status: 422, response: body('{"value":"Fièvre"}') },
  { method: 'PUT', request: body('{"id":"a-12"}'), status: 302 },
  { status: null, response: null, failure: 'Coupé.', request: body('') },
];

function open() {
  const simulation = createTestSimulation();
  for (const draft of drafts) simulation.exchanges.record(toDraft(draft));
  return { simulation, ...createPageReader(simulation) };
}

const numbersOf = (text: string) =>
  [...text.matchAll(/data-number="(\d+)"/g)].map(([, number]) => Number(number));

describe('The exchanges, found again', () => {
  it.each([
    { query: 'text=rennes+nord', expected: [1] },
    { query: 'text=FIÈVRE', expected: [2] },
    { query: 'text=a-12', expected: [3] },
    { query: 'text=coup%C3%A9', expected: [4] },
    { query: 'text=nowhere', expected: [] },
    { query: 'status=2xx', expected: [1] },
    { query: 'status=4xx', expected: [2] },
    { query: 'status=none', expected: [4] },
    { query: 'status=x', expected: [4, 3, 2, 1] },
    { query: 'text=a-12&status=4xx', expected: [] },
  ])('$query', async ({ query, expected }) => {
    const { read, request } = open();
    const text = await read(`/exchanges?${query}`);
    expect(numbersOf(text)).toEqual(expected);
    const added = await request(`/exchanges/rows?after=0&${query}`);
    expect(numbersOf(await added.text())).toEqual(expected);
    const count = decodeURIComponent(added.headers.get('x-count') ?? '');
    expect(count).toMatch(expected.length === 4 ? /^4 échanges/ : /^\d sur 4 échanges/);
  });

  it('the searched text is shown as text, and kept by the links', async () => {
    const text = await open().read('/exchanges?text=%22%3E%3Cscript%3Ex');
    expect(text).not.toContain('<script>x');
    expect(await open().read('/exchanges?text=a-12&status=3xx')).toContain(
      'href="/exchanges.har?status=3xx&amp;text=a-12"',
    );
  });

  it('by their number', async () => {
    const response = await open().request('/exchanges?number=3');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/exchanges/3']);
  });

  it('are cleared by a form', async () => {
    const { simulation, send } = open();
    expect((await send('/exchanges/clear')).status).toBe(303);
    expect(simulation.exchanges.count()).toBe(0);
  });

  it('are exported as HAR, in their order, with the criteria of the page', async () => {
    const response = await open().request('/exchanges.har?text=a-12');
    expect(response.headers.get('content-disposition')).toContain('exchanges.har');
    const { log } = (await response.json()) as { log: { entries: object[] } };
    expect(log.entries).toMatchObject([
      {
        request: { method: 'PUT', postData: { text: '{"id":"a-12"}' } },
        response: { status: 302 },
      },
    ]);
    const all = await open().request('/exchanges.har');
    const { log: whole } = (await all.json()) as { log: { version: string; entries: object[] } };
    expect(whole).toMatchObject({ version: '1.2' });
    expect(whole.entries).toHaveLength(4);
    expect(whole.entries[0]).toMatchObject({
      request: { queryString: [{ name: 'name', value: 'Rennes Nord' }] },
    });
    expect(whole.entries[3]).toMatchObject({
      response: { status: 0 },
      comment: 'nº 4, slots, Coupé.',
    });
  });

  it.each([
    {
      caller: 'platform',
      expected: 'curl --cert platform.pem --key platform-key.pem --cacert ca.pem',
    },
    { caller: 'vendor', expected: 'curl --cert vendor.pem --key vendor-key.pem --cacert ca.pem' },
    { caller: 'browser', expected: 'curl --cacert ca.pem' },
  ] as const)('under mutual TLS, the command names the files of the $caller', async (row) => {
    const simulation = createTestSimulation();
    const url = 'https://127.0.0.1:3000/fhir/Schedule';
    simulation.exchanges.record(toDraft({ url, caller: row.caller }));
    expect(await createPageReader(simulation).read('/exchanges/1')).toContain(row.expected);
  });
});
