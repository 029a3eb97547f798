import { describe, expect, it } from 'vitest';
import { toDistance } from './position.js';
import { findPositionOfAddress, findTown } from './towns.js';

describe('A town', () => {
  it.each([
    { text: 'Villeurbanne', name: 'Villeurbanne' },
    { text: ' villeurb', name: 'Villeurbanne' },
    { text: 'lyon', name: 'Lyon' },
    { text: 'ORLEANS', name: 'Orléans' },
    { text: 'st etienne', name: 'Saint-Étienne' },
    { text: 'Fort-de-France', name: 'Fort-de-France' },
    { text: '69100', name: 'Villeurbanne' },
    { text: '69 003', name: 'Lyon' },
    { text: '97400', name: 'Saint-Denis' },
    { text: 'Saint-Denis 93200', name: 'Saint-Denis' },
  ])('$text', ({ text, name }) => {
    expect(findTown(text)?.town.name).toBe(name);
  });

  it('of a name that several have: the one of the postal code, the others beside it', () => {
    const found = findTown('Saint-Denis (93200)');
    expect(found?.town.postalCodes).toContain('93200');
    expect(found?.others.flatMap(({ postalCodes }) => postalCodes)).toContain('97400');
  });

  it.each([
    { text: '69', near: { latitude: 45.75, longitude: 4.8 } },
    { text: '69999', near: { latitude: 45.75, longitude: 4.8 } },
  ])('a postal code that is not listed is near: $text', ({ text, near }) => {
    const found = findTown(text);
    expect(found?.isApproximate).toBe(true);
    expect(toDistance(near, found?.town ?? { latitude: 0, longitude: 0 })).toBeLessThan(40);
  });

  it.each(['', '  ', '!', 'zzzzzz', '0', '00000'])('nothing: « %s »', (text) => {
    expect(findTown(text)).toBeUndefined();
  });
});

describe('Positions', () => {
  it('the distance from Paris to Marseille', () => {
    const paris = findTown('Paris')?.town;
    const marseille = findTown('Marseille')?.town;
    if (!paris || !marseille) throw new Error('Both are listed.');
    expect(Math.round(toDistance(paris, marseille))).toBeGreaterThan(650);
    expect(Math.round(toDistance(paris, marseille))).toBeLessThan(670);
  });

  it.each([
    { city: 'LYON', postalCode: '69003', latitude: 45.748 },
    { city: 'SAINT-DENIS', postalCode: '97400', latitude: -20.882 },
    { city: 'inconnue', postalCode: '35700', latitude: 48.112 },
  ])('of an address: $city', ({ city, postalCode, latitude }) => {
    expect(findPositionOfAddress({ city, postalCode })?.latitude).toBe(latitude);
  });

  it('of an unknown address', () => {
    expect(findPositionOfAddress({ city: 'x', postalCode: '' })).toBeUndefined();
  });
});
