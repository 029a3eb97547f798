import { describe, expect, it } from 'vitest';
import type { ExchangeDraft } from '../../state/exchange.js';
import { createTestSimulation, toDraft } from '../../test-data/create-test-simulation.js';
import { createPageReader } from '../../test-data/read-page.js';

function open(...drafts: readonly Partial<ExchangeDraft>[]) {
  const simulation = createTestSimulation();
  for (const draft of drafts) simulation.exchanges.record(toDraft(draft));
  return createPageReader(simulation);
}

const numbersOf = (text: string) =>
  [...text.matchAll(/data-number="(\d+)"/g)].map(([, number]) => Number(number));

describe('The list', () => {
  const many = Array.from({ length: 450 }, () => ({}));

  it('says that there is none', async () => {
    expect(await open().read('/exchanges')).toContain('Aucun échange pour l’instant');
  });

  it('shows the latest 200, and a link to older ones', async () => {
    const reader = open(...many);
    const text = await reader.read('/exchanges');
    expect(numbersOf(text)).toHaveLength(200);
    expect(numbersOf(text)[0]).toBe(450);
    expect(text).toContain('href="/exchanges?before=251"');
    const older = await reader.read('/exchanges?before=251');
    expect(numbersOf(older)[0]).toBe(250);
    expect(older).not.toContain('<script');
    const oldest = await reader.read('/exchanges?before=51');
    expect(numbersOf(oldest)).toHaveLength(50);
    expect(oldest).not.toContain('Plus anciens');
  });

  it('returns newer ones to the script, 500 at most', async () => {
    const reader = open(...many, ...many);
    expect(numbersOf(await reader.read('/exchanges/rows?after=898'))).toEqual([900, 899]);
    expect(numbersOf(await reader.read('/exchanges/rows?after=0'))).toHaveLength(500);
    expect(await reader.read('/exchanges/rows?after=900')).toBe('');
  });

  it.each([
    { name: 'a flow', query: 'flow=appointments', expected: [2] },
    { name: 'failures', query: 'failed=1', expected: [3] },
    { name: 'both', query: 'flow=appointments&failed=1', expected: [] },
    { name: 'an unknown flow', query: 'flow=__proto__', expected: [3, 2, 1] },
    { name: 'an empty form', query: 'flow=', expected: [3, 2, 1] },
  ])('filters: $name', async ({ query, expected }) => {
    const reader = open({}, { flow: 'appointments' }, { status: 503 });
    expect(numbersOf(await reader.read(`/exchanges?${query}`))).toEqual(expected);
    expect(numbersOf(await reader.read(`/exchanges/rows?after=0&${query}`))).toEqual(expected);
  });

  it('keeps the filters in the link to older ones', async () => {
    const text = await open(...many).read('/exchanges?flow=slots');
    expect(text).toContain('href="/exchanges?flow=slots&amp;before=251"');
  });

  it('shows foreign text as text', async () => {
    const text = await open({ url: 'http://h/%3Cscript%3Ex', failure: '<b>x', status: null }).read(
      '/exchanges',
    );
    expect(text).not.toMatch(/<script>x|<b>x/);
  });
});

describe('One exchange', () => {
  const body = (text: string | null, bodyBytes = text?.length ?? 0) => ({
    headers: [['x-name', '<i>']] as const,
    body: text,
    bodyBytes,
  });

  it.each([
    {
      name: 'JSON, indented',
      response: body('{"a":{"b":1}}'),
      expected: '{\n  &quot;a&quot;: {\n    &quot;b&quot;: 1',
    },
    {
      name: 'other text unchanged, escaped',
      response: body('<script>x'),
      expected: '&lt;script&gt;x',
    },
    { name: 'cut', response: body('{"a"', 300_000), expected: 'dont seul le début est conservé' },
    {
      name: 'no longer kept',
      response: body(null, 300_000),
      expected: '(300,0 ko) non conservé',
    },
    { name: 'empty', response: body(null, 0), expected: 'Sans corps' },
    { name: 'headers', response: body(''), expected: '<dt>x-name</dt><dd>&lt;i&gt;</dd>' },
  ])('body: $name', async ({ response, expected }) => {
    const text = await open({ response }).read('/exchanges/1');
    expect(text).toContain(expected);
    expect(text).not.toContain('<script>x');
  });

  it('explains why there is no answer', async () => {
    const text = await open({ status: null, response: null, failure: 'Coupé.', fault: 'cut' }).read(
      '/exchanges/1',
    );
    for (const part of ['Sans réponse', 'Coupé.', '<code>cut</code>']) expect(text).toContain(part);
  });

  it('shows failed checks first', async () => {
    const checks = [
      { rule: 'r.good', severity: 'error', passed: true, message: 'Bon.' },
      { rule: 'r.careful', severity: 'warning', passed: false, message: 'Presque.' },
      { rule: 'r.bad', severity: 'error', passed: false, message: 'Faux.' },
    ] as const;
    const text = await open({ checks }).read('/exchanges/1');
    const places = ['r.bad', 'r.careful', 'r.good'].map((rule) => text.indexOf(rule));
    expect(places).toEqual([...places].sort((first, second) => first - second));
    expect(places).not.toContain(-1);
  });

  it('has a command, even without a script', async () => {
    expect(await open({}).read('/exchanges/1')).toContain('<code id="curl">curl ');
  });
});
