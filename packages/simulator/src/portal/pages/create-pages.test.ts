import { describe, expect, it } from 'vitest';
import { demoRegulators } from '../../platform/regulators/demo-regulators.js';
import { toAppointment } from '../../test-data/create-test-appointment.js';
import { createTestSimulation, toDraft } from '../../test-data/create-test-simulation.js';
import { createPageReader } from '../../test-data/read-page.js';

const [camille] = demoRegulators;

const paths = [
  '/',
  '/?all=1&day=all',
  '/regulators',
  `/regulators/${camille?.id}`,
  '/appointments',
  '/appointments/a1',
  '/associations',
  '/exchanges',
  '/exchanges/1',
  '/faults',
];

function openScene() {
  const simulation = createTestSimulation({ state: { appointments: [toAppointment('a1')] } });
  simulation.exchanges.record(toDraft());
  return { simulation, ...createPageReader(simulation) };
}

describe('Every page', () => {
  it.each(paths)(
    '%s is complete: frame, one heading of the first level, no inline script',
    async (path) => {
      const { request } = openScene();
      const response = await request(path);
      const text = await response.text();
      expect(response.status).toBe(200);
      expect(text.match(/<h1/g)).toHaveLength(1);
      expect(text).toContain('Plateforme SAS simulée');
      expect(text).toContain('<html lang="fr">');
      expect(text).not.toMatch(/<script(?![^>]* src=)| style=| on[a-z]+=/);
      const levels = [...text.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      levels.forEach((level, index) => {
        expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
      });
    },
  );

  it.each(paths)('%s has a policy that allows nothing foreign', async (path) => {
    const { request } = openScene();
    const { headers } = await request(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it.each([
    { documentationUrl: 'https://docs.example/fr/', text: 'Documentation (en ligne)' },
    { documentationUrl: 'http://127.0.0.1:4173/fr/', text: 'Documentation' },
    { documentationUrl: 'http://[::1]:4173/', text: 'Documentation' },
  ])('links to the documentation at $documentationUrl', async ({ documentationUrl, text }) => {
    const { read } = createPageReader({ ...createTestSimulation(), documentationUrl });
    expect(await read('/faults')).toContain(
      `<a href="${documentationUrl}">${text}</a></p></footer>`,
    );
  });

  it('marks the current page', async () => {
    expect(await openScene().read('/faults')).toContain('<a href="/faults" aria-current="page">');
  });

  it('shows that a fault is on, and links to the switches', async () => {
    const { simulation, read } = openScene();
    expect(await read('/exchanges')).not.toContain('fault-banner');
    simulation.faults.set({ calls: 'down' });
    const text = await read('/exchanges');
    expect(text).toContain('fault-banner');
    expect(text).toContain('action="/faults/reset"');
  });

  it('offers to sign in, and returns to the page', async () => {
    const text = await openScene().read('/exchanges?failed=1');
    expect(text).toContain('href="/sign-in?next=%2Fexchanges%3Ffailed%3D1"');
  });

  it('shows who is signed in, escaped', async () => {
    const regulator = { ...demoRegulators[0], givenName: '<b>', familyName: '"x"' } as never;
    const { read } = createPageReader(createTestSimulation(), { regulator });
    const text = await read('/faults');
    expect(text).toContain('&lt;b&gt; &quot;X&quot;');
    expect(text).toContain('action="/sign-out"');
  });
});

describe('What is refused', () => {
  it.each([
    { name: 'an unknown page', path: '/nothing', status: 404 },
    { name: 'an unknown regulator', path: '/regulators/nobody', status: 404 },
    { name: 'an unknown appointment', path: '/appointments/none', status: 404 },
    { name: 'an unknown exchange', path: '/exchanges/99', status: 404 },
    { name: 'an invalid number of an exchange', path: '/exchanges/1e1', status: 404 },
  ])('$name: $status', async ({ path, status }) => {
    const response = await openScene().request(path);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain('<h1>');
  });

  it.each([
    {
      name: 'from another site',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' },
    },
    {
      name: 'from another port',
      headers: { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:3000' },
    },
    {
      name: 'as plain text',
      headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' },
    },
  ])('a form $name: 403, and nothing changes', async ({ headers }) => {
    const { simulation, send } = openScene();
    const before = simulation.state.read();
    const path = `/regulators/${camille?.id}/disable`;
    const response = await send(path, {}, headers);
    expect(response.status).toBe(403);
    expect(response.headers.get('content-security-policy')).not.toBeNull();
    expect(simulation.state.read()).toBe(before);
  });

  it('a form of 100 kB: 413', async () => {
    const response = await openScene().send('/regulators', { familyName: 'x'.repeat(100_000) });
    expect(response.status).toBe(413);
  });

  it('a page that fails: 500, without the reason', async () => {
    const simulation = {
      ...createTestSimulation(),
      desk: {
        list: () => {
          throw new Error('secret');
        },
      },
    } as never;
    const response = await createPageReader(simulation).request('/regulators');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });
});

describe('The files of the pages', () => {
  it.each([
    { path: '/assets/style.css', type: 'text/css' },
    { path: '/assets/icon.svg', type: 'image/svg+xml' },
    { path: '/assets/search.js', type: 'text/javascript' },
    { path: '/assets/appointments.js', type: 'text/javascript' },
    { path: '/assets/exchanges.js', type: 'text/javascript' },
    { path: '/assets/exchange.js', type: 'text/javascript' },
    { path: '/assets/live.js', type: 'text/javascript' },
  ])('$path', async ({ path, type }) => {
    const response = await openScene().request(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    const text = await response.text();
    expect(text).not.toMatch(/https?:\/\/(?!www\.w3\.org)|@import|url\(/);
    if (type !== 'text/javascript') return;
    // Parsed without its imports and exports, which a function cannot contain.
    const plain = text.replace(/^import .*;$/gm, '').replace(/^export /gm, '');
    expect(() => new Function(plain)).not.toThrow();
    for (const [, from = ''] of text.matchAll(/^import .* from '(.*)';$/gm)) {
      const served = await openScene().request(new URL(from, `http://site.test${path}`).pathname);
      expect(served.status).toBe(200);
    }
  });
});
