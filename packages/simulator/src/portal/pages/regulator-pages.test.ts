import { describe, expect, it } from 'vitest';
import { demoRegulators } from '../../platform/regulators/demo-regulators.js';
import { createTestSimulation } from '../../test-data/create-test-simulation.js';
import { createPageReader } from '../../test-data/read-page.js';

const id = demoRegulators[0]?.id ?? '';
const path = `/regulators/${id}`;
const typed = { familyName: 'Roy', givenName: 'Alix', email: 'alix@exemple.fr', nationalId: '' };

function open() {
  const simulation = createTestSimulation();
  return { simulation, ...createPageReader(simulation) };
}

describe('The regulators', () => {
  it('are created, and then shown', async () => {
    const { simulation, send, read } = open();
    const response = await send('/regulators', typed);
    expect(response.status).toBe(303);
    const location = response.headers.get('location') ?? '';
    expect(location).toMatch(/^\/regulators\/[^/]+\?done=created$/);
    expect(simulation.desk.list()).toHaveLength(demoRegulators.length + 1);
    expect(await read(location)).toContain('role="status"');
  });

  it.each([
    { name: 'created', to: '/regulators' },
    { name: 'changed', to: path },
  ])(
    'are not $name with mistakes: those are next to their fields, the input is kept',
    async ({ to }) => {
      const { send } = open();
      const response = await send(to, { ...typed, email: '"><b>', givenName: '<i>' });
      const text = await response.text();
      expect(response.status).toBe(422);
      expect(text).toMatch(
        /name="email"[^>]*value="&quot;&gt;&lt;b&gt;"[^>]*aria-invalid="true" aria-describedby="email-erreur"/,
      );
      expect(text).toContain('id="email-erreur"');
      expect(text).toContain('value="&lt;i&gt;"');
      expect(text).not.toMatch(/name="givenName"[^>]*aria-invalid/);
    },
  );

  it('are changed', async () => {
    const { simulation, send } = open();
    const response = await send(path, { ...typed, nationalId: ' 810100000016 ' });
    expect(response.headers.get('location')).toBe(`${path}?done=changed`);
    expect(simulation.desk.find(id)).toMatchObject({
      familyName: 'Roy',
      nationalId: '810100000016',
    });
  });

  it.each([
    { deed: 'send', done: 'sent', isActive: true },
    { deed: 'disable', done: 'disabled', isActive: false },
    { deed: 'enable', done: 'enabled', isActive: true },
  ])('$deed', async ({ deed, done, isActive }) => {
    const { simulation, send } = open();
    const response = await send(`${path}/${deed}`);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`${path}?done=${done}`);
    expect(simulation.desk.find(id)?.isActive).toBe(isActive);
  });

  it.each(['', '/send', '/disable', '/enable'])('unknown regulator: POST %s', async (deed) => {
    expect((await open().send(`/regulators/nobody${deed}`, typed)).status).toBe(404);
  });

  it('an unknown action shows no message', async () => {
    const text = await open().read(`${path}?done=__proto__`);
    expect(text).not.toContain('role="status"');
  });

  it('shows what the vendor has and answered, as text', async () => {
    const lastCall = {
      at: 0,
      interaction: 'update',
      status: 422,
      text: '<b>non</b>',
      exchange: 9,
    } as const;
    const lastSent = { identifier: { system: 'urn:x', value: '<1>' }, isActive: false } as const;
    const simulation = createTestSimulation({
      state: {
        regulators: demoRegulators.map((regulator) => ({ ...regulator, lastCall, lastSent })),
      },
    });
    const { read } = createPageReader(simulation);
    for (const page of ['/regulators', `${path}?done=sent`]) {
      const text = await read(page);
      expect(text).toContain('&lt;b&gt;non');
      expect(text).toContain('/exchanges/9');
      expect(text).toContain('Connu, à mettre à jour');
    }
    expect(await read(`${path}?done=sent`)).toContain('notice bad');
  });

  it('says that there are none', async () => {
    const simulation = createTestSimulation({ state: { regulators: [] } });
    expect(await createPageReader(simulation).read('/regulators')).toContain('Aucun régulateur');
  });
});
