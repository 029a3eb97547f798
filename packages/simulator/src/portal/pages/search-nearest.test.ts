import { describe, expect, it } from 'vitest';
import {
  createTestSimulation,
  type TestScene,
  testNow,
} from '../../test-data/create-test-simulation.js';
import { toFound, toListed, toPlace, toSlot } from '../../test-data/create-test-slots.js';
import { createPageReader } from '../../test-data/read-page.js';

const hour = 3_600_000;
/** 20:00 in Paris. */
const evening = toSlot({
  id: 'evening',
  startsAt: testNow + 10 * hour,
  consultations: ['home-visit'],
});
const morning = toSlot({ id: 'morning', startsAt: testNow + hour });
const places = [
  toPlace({
    id: 'rennes',
    name: 'Rennes',
    position: { latitude: 48.11, longitude: -1.68 },
    slots: [morning],
  }),
  toPlace({
    id: 'villeurbanne',
    name: 'Gratte-Ciel',
    position: { latitude: 45.77, longitude: 4.88 },
    slots: [evening],
  }),
  toPlace({
    id: 'lyon',
    name: 'Lyon, sans position',
    position: null,
    address: { line: '1 rue', postalCode: '69003', city: 'LYON' },
    slots: [toSlot({ startsAt: testNow + 2 * hour })],
  }),
];

async function read(path: string, scene: TestScene = {}) {
  const simulation = createTestSimulation({
    associations: toListed(places),
    found: toFound(places),
    ...scene,
  });
  return createPageReader(simulation).read(path);
}

const toNames = (text: string) =>
  [...text.matchAll(/<h3 [^>]*><span[^>]*>\d+<\/span> ([^<]*?) ?</g)].map(([, name]) => name);

describe('The nearest, this evening', () => {
  it('without a town: the place that is free soonest comes first', async () => {
    expect(toNames(await read('/?all=1&day=all'))).toEqual([
      'Rennes',
      'Lyon, sans position',
      'Gratte-Ciel',
    ]);
  });

  it.each(['villeurbanne', '69100'])('near %s: by distance, in every association', async (near) => {
    const text = await read(`/?near=${near}&day=all`);
    expect(toNames(text)).toEqual(['Gratte-Ciel', 'Lyon, sans position', 'Rennes']);
    expect(text).toMatch(/class="distance">0,\d km</);
    // The vendor sent no position: that of the commune, which the page says.
    expect(text).toMatch(/class="distance">env\. \d,\d km</);
    expect(text).toContain('Près de <strong>Villeurbanne</strong> (69100)');
  });

  it('near a town, the soonest first', async () => {
    expect(toNames(await read('/?near=lyon&order=soonest&day=all'))[0]).toBe('Rennes');
  });

  it('« Ce soir » and a consultation: what they hide is counted', async () => {
    const text = await read('/?near=lyon&day=tonight&consultation=home-visit');
    expect(toNames(text)).toEqual(['Gratte-Ciel']);
    expect(text).toContain('2 créneaux masqués à une autre heure.');
    expect(text).toMatch(/value="tonight" checked/);
  });

  it('an unknown town is said, and nothing is hidden', async () => {
    const text = await read('/?near=zzzz&day=all');
    expect(text).toContain('Aucune ville ni code postal ne correspond à « zzzz »');
    expect(toNames(text)).toHaveLength(3);
  });

  it('towns of one name can be told apart', async () => {
    expect(await read('/?near=saint-denis&day=all')).toContain('Saint-Denis (93200) ?');
  });
});

describe('The map', () => {
  it('shows France, the departments overseas, places by name, and groups', async () => {
    const text = await read('/?all=1&day=all');
    for (const part of ['Guadeloupe', 'Martinique', 'Guyane', 'La Réunion', 'Mayotte']) {
      expect(text).toContain(`class="territory" x="4.0" y="12.0" text-anchor="start">${part}<`);
    }
    expect(text).toMatch(/<text class="name"[^>]*>Rennes</);
    expect(text).toContain('2 lieux : Lyon, sans position, Gratte-Ciel');
    expect(text).toMatch(/<a href="#lieu-1" tabindex="-1">/);
    expect(text).not.toContain('NaN');
    expect(text).not.toContain('undefined');
  });

  it('a search of its extent keeps the places in it', async () => {
    const text = await read('/?all=1&day=all&area=45,4,46.5,5.5');
    expect(toNames(text)).toEqual(['Lyon, sans position', 'Gratte-Ciel']);
    expect(text).toContain('1 créneau masqué hors de la zone.');
    expect(text).toContain('Toute la France');
  });

  it.each(['1,2,3', '46,4,45,5', '95,0,99,1', 'x', '<script>'])(
    'an invalid extent is ignored: %s',
    async (area) => {
      const text = await read(`/?all=1&day=all&area=${encodeURIComponent(area)}`);
      expect(toNames(text)).toHaveLength(3);
    },
  );
});

describe('More associations than one call takes', () => {
  it('the places of each call as it is answered', async () => {
    const [first, second] = places;
    const text = await read('/?all=1&day=all', {
      batches: [toFound([first ?? toPlace()]), toFound([second ?? toPlace()])],
    });
    expect(text.match(/<h2>1 créneau dans 1 lieu<\/h2>/g)).toHaveLength(2);
    expect(text).toContain('id="lieu-2"');
  });
});

describe('What cannot be shown', () => {
  it('is not called « rien à proposer »', async () => {
    const text = await read('/?all=1&day=all', {
      found: {
        ...toFound([]),
        received: 1,
        leftOut: [{ reason: 'no-instants', count: 1 }],
      },
    });
    expect(text).toContain('1 créneau reçu, aucun ne peut être affiché :');
    expect(text).toContain('1 sans date de début ou de fin lisible');
    expect(text).not.toContain('Ce n’est pas une erreur');
  });
});
