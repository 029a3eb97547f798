import { describe, expect, it } from 'vitest';
import { createTestSimulation, type TestScene } from '../../test-data/create-test-simulation.js';
import {
  toFound,
  toListed,
  toManyPlaces,
  toPlace,
  toSlot,
} from '../../test-data/create-test-slots.js';
import { createPageReader } from '../../test-data/read-page.js';

const siret = '334173748400020';

function open(scene: TestScene = {}) {
  const places = [toPlace()];
  const simulation = createTestSimulation({
    associations: toListed(places),
    found: toFound(places),
    ...scene,
  });
  return { simulation, ...createPageReader(simulation) };
}

const openSlot = (slot: Parameters<typeof toSlot>[0]) =>
  open({ found: toFound([toPlace({ slots: [toSlot(slot)] })]) });

describe('The search', () => {
  const today = Date.parse('2026-11-30T23:00:00Z');
  const hours = 3_600_000;

  it('calls nobody before a search is submitted', async () => {
    const { simulation, read } = open();
    await read('/');
    expect(simulation.searches).toEqual([]);
  });

  it.each([
    {
      name: 'today, from now on',
      day: 'today',
      from: today + 10 * hours,
      to: today + 29 * hours - 1,
    },
    { name: 'tomorrow', day: 'tomorrow', from: today + 11 * hours, to: today + 53 * hours - 1 },
    { name: 'the day after', day: 'after', from: today + 35 * hours, to: today + 77 * hours - 1 },
    { name: 'three days', day: 'all', from: today + 10 * hours, to: today + 77 * hours - 1 },
    {
      name: 'an unknown day: three days',
      day: 'x',
      from: today + 10 * hours,
      to: today + 77 * hours - 1,
    },
  ])('$name', async ({ day, from, to }) => {
    const { simulation, read } = open();
    await read(`/?association=${siret}&day=${day}`);
    expect(simulation.searches).toEqual([{ sirets: [siret], from, to }]);
  });

  it.each([
    { name: 'all of them', query: 'all=1', sirets: [siret] },
    {
      name: 'several',
      query: `association=${siret}&association=340426662900033`,
      sirets: [siret, '340426662900033'],
    },
    {
      name: 'typed in one field',
      query: `association=${siret},+340426662900033`,
      sirets: [siret, '340426662900033'],
    },
    { name: 'a repeated one', query: `association=${siret}&association=${siret}`, sirets: [siret] },
    { name: 'an invalid one', query: `association=${siret}&association=x`, sirets: [siret] },
  ])('associations: $name', async ({ query, sirets }) => {
    const { simulation, read } = open();
    await read(`/?${query}`);
    expect(simulation.searches.map((search) => search.sirets)).toEqual([sirets]);
  });

  it('calls nobody when no association is chosen', async () => {
    const { simulation, read } = open();
    expect(await read('/?day=all')).toContain('Aucune association choisie');
    expect(simulation.searches).toEqual([]);
  });

  it('caches the associations for a minute', async () => {
    const { simulation, read } = open();
    await read('/');
    await read('/?all=1');
    expect(simulation.associationCalls()).toBe(1);
  });

  it('requests the associations again after a failure', async () => {
    const { simulation, read } = open({
      associations: {
        outcome: 'failed',
        message: '',
        advice: null,
        detail: null,
        isSimulated: false,
        exchanges: [],
      },
    });
    await read('/');
    await read('/');
    expect(simulation.associationCalls()).toBe(2);
  });
});

describe('A link to a slot', () => {
  it('is the URL with the origin appended as text, in a new tab, without a referrer', async () => {
    const text = await open().read('/?all=1');
    expect(text).toContain(
      '<a class="slot" href="http://127.0.0.1:3000/agenda/place-1?slot=1&amp;origin=sas-preprod" target="_blank" rel="noreferrer" aria-describedby="jour-1-1 onglet">',
    );
  });

  it.each([
    { name: 'none', url: null },
    { name: 'a script', url: 'javascript:alert(1)' },
    { name: 'a script behind a space', url: ' javascript:alert(1)' },
    { name: 'data', url: 'data:text/html,x' },
  ])('is left out when the URL is $name', async ({ url }) => {
    const text = await openSlot({ url }).read('/?all=1');
    expect(text).not.toContain('class="slot" href');
    expect(text).not.toContain('alert(1)');
    expect(text).toContain('sans lien');
  });

  it('cannot break out of its attribute', async () => {
    const text = await openSlot({ url: 'https://a.example/"onclick="x' }).read('/?all=1');
    expect(text).toContain('href="https://a.example/&quot;onclick=&quot;x&amp;origin=');
  });
});

describe('What is shown', () => {
  it.each([
    {
      name: 'on site',
      slot: {},
      expected:
        /<b class="letter on-site" aria-hidden="true">C<\/b><span class="sr"> consultation au cabinet/,
    },
    {
      name: 'remote',
      slot: { consultations: ['remote'] },
      expected: /letter remote" aria-hidden="true">T<\/b><span class="sr"> téléconsultation/,
    },
    {
      name: 'home visit',
      slot: { consultations: ['home-visit'] },
      expected: /letter home-visit" aria-hidden="true">D<\/b><span class="sr"> visite/,
    },
    { name: 'reserved', slot: { audiences: ['sas'], isReserved: true }, expected: /réservé SAS/ },
    { name: 'for everyone', slot: {}, expected: /<small>public, sur RDV</ },
    {
      name: 'for everyone and the SAS',
      slot: { audiences: ['public', 'sas'] },
      expected: /public et SAS/,
    },
    { name: 'its end', slot: { end: '2026-12-01T11:40:00+01:00' }, expected: /<\/time>–11:40</ },
    {
      name: 'its reasons',
      slot: { reasons: ['Fièvre', 'Pédiatrie'] },
      expected: /Fièvre, Pédiatrie/,
    },
    { name: 'walk-in', slot: { isWalkIn: true }, expected: /sans rendez-vous/ },
    {
      name: 'whose time, and the time in Paris',
      slot: {
        start: '2026-12-01T18:15:00+04:00',
        startsAt: Date.parse('2026-12-01T14:15:00Z'),
      },
      expected: /Heure locale, UTC\+4\.<\/strong> À Paris, 3 h de moins[\s\S]*15:15 à Paris/,
    },
    {
      name: 'its local time',
      slot: { start: '2026-12-01T18:15:00+04:00' },
      expected: /<time datetime="2026-12-01T18:15:00\+04:00">18:15</,
    },
  ] as const)('a slot: $name', async ({ slot, expected }) => {
    expect(await openSlot(slot).read('/?all=1')).toMatch(expected);
  });

  it('a place: name, association, address, phone, opening hours', async () => {
    const text = await open().read('/?all=1');
    for (const part of [
      'Centre de Rennes',
      'SOS Médecins Rennes',
      '4 rue des Lilas, 35000 Rennes',
      'href="tel:0299000001"',
      'lun.–ven. 08:00–20:00 ; sam., dim. 09:00–12:30',
      'identifiant <code>334173748400020</code>',
      '>02 99 00 00 01<',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('the columns of a place are its own days', async () => {
    const simulation = open({
      now: Date.parse('2026-12-01T23:30:00Z'),
      found: toFound([toPlace({ slots: [toSlot({ start: '2026-12-01T20:00:00-04:00' })] })]),
    });
    const text = await simulation.read('/?all=1&day=today');
    expect(text).toContain('>mar. 1er déc. <span');
    expect(text).not.toContain('>mer. 2 déc. <span');
  });

  it.each([
    { name: 'name of a place', place: { name: '<script>x</script>' } },
    { name: 'association', place: { association: { id: 'a', siret, name: '<script>x</script>' } } },
    {
      name: 'address',
      place: { address: { line: '<script>x</script>', postalCode: '', city: '' } },
    },
    { name: 'phone', place: { phone: '"><script>x</script>' } },
    { name: 'time', place: { slots: [toSlot({ end: '2026-12-01T<script>x</script>' })] } },
    {
      name: 'opening hours',
      place: { openingHours: [{ days: ['mon'], opens: '<script>x</script>', closes: null }] },
    },
  ])('foreign text is shown as text: $name', async ({ place }) => {
    const places = [toPlace(place)];
    const { read } = open({ associations: toListed(places), found: toFound(places) });
    const text = await read('/?all=1&day=all');
    expect(text).not.toContain('<script>x');
    expect(text).toMatch(/script&gt;|&lt;scr/);
  });

  it('only the chosen consultations, and the number of slots left out', async () => {
    const found = toFound([toPlace({ slots: [toSlot(), toSlot({ consultations: ['remote'] })] })]);
    const text = await open({ found }).read('/?all=1&consultation=remote');
    expect(text).toContain('1 créneau dans 1 lieu');
    expect(text).toContain('1 créneau masqué par le filtre « consultation »');
    expect(text.match(/class="slot"/g)).toHaveLength(1);
  });

  it('the chosen values in the form', async () => {
    const text = await open().read(`/?association=${siret}&day=tomorrow&consultation=remote`);
    expect(text).toMatch(/value="334173748400020" form="recherche" checked/);
    expect(text).toMatch(/value="tomorrow" checked/);
    expect(text).toMatch(/value="remote" checked/);
    expect(text).not.toMatch(/value="on-site" checked|name="all" value="1" checked/);
  });

  it('all of 4,000 slots', async () => {
    const places = toManyPlaces(4000, 10);
    const text = await open({ associations: toListed(places), found: toFound(places) }).read(
      '/?all=1',
    );
    expect(text.match(/class="slot/g)?.length).toBeGreaterThanOrEqual(4000);
    expect(text.match(/target="_blank" rel="noreferrer"/g)).toHaveLength(4000);
  });

  it('places on a map that links to them, if there are positions', async () => {
    const places = toManyPlaces(40, 2);
    const text = await open({ found: toFound(places) }).read('/?all=1');
    expect(text).toContain(
      '2 lieux : Centre de consultation de Rennes, Point de garde, Rennes Nord',
    );
    expect(text).not.toContain('NaN');
  });
});

describe('When something is wrong', () => {
  const failure = {
    outcome: 'failed',
    message: 'Personne n’écoute à cette adresse.',
    advice: 'Vérifiez son adresse.',
    detail: '<b>oups</b>',
    isSimulated: false,
    exchanges: [7],
  } as const;

  it('reports that the search failed, why, and where to look', async () => {
    const text = await open({ found: failure }).read('/?all=1');
    for (const part of [
      'Personne n’écoute',
      '&lt;b&gt;oups',
      '/exchanges/7',
      'Vérifiez',
      'role="alert"',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('accepts a typed SIRET when the associations are not known', async () => {
    const { simulation, read } = open({ associations: failure });
    expect(await read('/')).toContain('<input id="association"');
    await read(`/?association=${siret}`);
    expect(simulation.searches).toHaveLength(1);
  });

  it('says that nothing is free, and that this is not an error', async () => {
    const text = await open({ found: toFound([]) }).read('/?all=1');
    expect(text).toContain('Ce n’est pas une erreur');
    expect(text).not.toContain('role="alert"');
  });

  it('shows which checks failed', async () => {
    const checks = [
      { rule: 'slots.total', severity: 'error', passed: false, message: 'Faux total.' },
      { rule: 'slots.profile', severity: 'warning', passed: true, message: 'Bon profil.' },
    ] as const;
    const text = await open({ found: { ...toFound([toPlace()]), checks } }).read('/?all=1');
    expect(text).toContain('Contrôles de la réponse : 1 erreur');
    expect(text).toContain('Faux total.');
    expect(text).not.toContain('Bon profil.');
  });
});
