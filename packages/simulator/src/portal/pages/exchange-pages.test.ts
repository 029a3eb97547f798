import { describe, expect, it } from 'vitest';
import { demoRegulators } from '../../platform/regulators/demo-regulators.js';
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
    // The fault in the words of its switch, which the page leads to.
    for (const part of ['Sans réponse', 'Coupé.', '« coupe avant la réponse »']) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('<code>cut</code>');
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

  it('shows what is expected beside what came, also in a body whose end is missing', async () => {
    const message =
      'Le statut n’est pas « free » : Slot/s1 (status attendu « free », reçu « busy »).';
    const path = 'Bundle.entry[0].resource.status';
    const faults = [{ resource: 'Slot/s1', element: 'Slot.status', path, expected: 'free' }];
    const checks = [
      { rule: 'slots.free', severity: 'error', passed: false, message, faults },
    ] as const;
    const slot = '{"resourceType":"Slot","id":"s1","status":"busy"}';
    const whole = `{"resourceType":"Bundle","entry":[{"resource":${slot}}]}`;
    for (const text of [whole, whole.slice(0, -2)]) {
      const response = body(text, whole.length);
      const page = await open({ checks, response }).read('/exchanges/1');
      expect(page).toContain('<a class="tap" href="#response-8">Voir dans le corps</a>');
      expect(page).toMatch(
        /<mark id="response-8" class="bad">\s+&quot;status&quot;: &quot;busy&quot; {2}<strong>✕ attendu : free<\/strong>\n<\/mark>/,
      );
    }
  });

  it('shows what is expected in the request, if that is what was checked', async () => {
    const message = 'Le début manque : Appointment.start.';
    const checks = [
      {
        rule: 'appointments.start',
        severity: 'error',
        passed: false,
        message,
        faults: [{ element: 'Appointment.start' }],
      },
    ] as const;
    const request = body('{"resourceType":"Appointment"}');
    const page = await open({ caller: 'vendor', flow: 'appointments', checks, request }).read(
      '/exchanges/1',
    );
    expect(page).toContain(
      '<mark id="request-1" class="bad">{  <strong>✕ ici, manque – Le début manque',
    );
  });
});

describe('A replay', () => {
  const edit = {
    method: 'GET',
    url: 'http://127.0.0.1:3000/fhir/Location',
    headers: 'accept: */*',
    body: '',
  };

  it('is a new exchange; both lead to each other', async () => {
    const reader = open({});
    const response = await reader.send('/exchanges/1/replay');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/exchanges/2']);
    expect(await reader.read('/exchanges/2')).toContain('href="/exchanges/1">échange nº 1</a>');
    expect(await reader.read('/exchanges/1')).toContain('href="/exchanges/2">échange nº 2</a>');
    expect(await reader.read('/exchanges')).toContain('rejeu du nº 1');
  });

  it('is sent as it was changed', async () => {
    const reader = open({});
    const response = await reader.send('/exchanges/1/edit', edit);
    expect(response.headers.get('location')).toBe('/exchanges/2');
    expect(await reader.read('/exchanges/2')).toContain('/fhir/Location');
  });

  it('is not sent elsewhere; the form says why, and keeps what was typed', async () => {
    const reader = open({});
    const url = 'http://example.org/fhir?<b>';
    const response = await reader.send('/exchanges/1/edit', { ...edit, url });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('value="http://example.org/fhir?&lt;b&gt;"');
    expect(text).toMatch(/id="url"[^>]* aria-invalid="true" aria-describedby="url-erreur"/);
    expect(numbersOf(await reader.read('/exchanges'))).toEqual([1]);
  });

  it.each([
    { name: 'a request of the vendor', draft: { caller: 'vendor' } },
    { name: 'a sign-out', draft: { flow: 'sign-on' } },
  ] as const)('does not exist for $name', async ({ draft }) => {
    const reader = open(draft);
    expect(await reader.read('/exchanges/1')).not.toContain('/exchanges/1/replay');
    expect((await reader.send('/exchanges/1/replay')).status).toBe(404);
    expect((await reader.send('/exchanges/1/edit', edit)).status).toBe(404);
  });

  it('does not come from another site', async () => {
    const reader = open({});
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' };
    expect((await reader.send('/exchanges/1/replay', {}, headers)).status).toBe(403);
    expect((await reader.send('/exchanges/1/edit', edit, headers)).status).toBe(403);
  });
});

describe('A journey', () => {
  const regulatorId = demoRegulators[0]?.id ?? '';

  it('is on the page of each of its exchanges, with what makes it one', async () => {
    const reader = open({ regulatorId }, {}, { regulatorId, flow: 'appointments' });
    const text = await reader.read('/exchanges/3');
    expect(text).toContain('Camille DELAUNAY, sans pause de plus de 30 minutes');
    expect(text).toContain('href="/exchanges/1"');
    expect(text).toContain('href="/exchanges/3" aria-current="true"');
    // But among the links to its neighbours.
    expect(text.match(/href="\/exchanges\/2"/g)).toHaveLength(1);
    expect(await reader.read('/exchanges/2')).not.toContain('Le parcours');
  });
});
