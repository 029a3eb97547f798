import { describe, expect, it } from 'vitest';
import { clusterMarkers, placeLabels, placeTerritory } from './map-markers.js';

const frame = { width: 118, height: 87 };
const position = { latitude: 0, longitude: 0 };
const toMarkers = (points: readonly (readonly [string, number, number])[]) =>
  clusterMarkers(
    points.map(([name, x, y], index) => ({ name, number: index + 1, position, x, y })),
  );

describe('The name of a territory', () => {
  it.each([
    { name: 'in its usual corner', markers: [], expected: { x: 4, y: 12, anchor: 'start' } },
    {
      name: 'not under a marker',
      markers: [['Centre de consultation Saint-Denis', 50, 11]] as const,
      expected: { x: 4, y: 83, anchor: 'start' },
    },
    {
      name: 'in the corner that is left',
      markers: [
        ['Nord', 50, 11],
        ['Sud', 30, 80],
      ] as const,
      expected: { x: 114, y: 83, anchor: 'end' },
    },
  ])('$name', ({ markers, expected }) => {
    expect(placeTerritory('La Réunion', toMarkers(markers), frame)).toMatchObject(expected);
  });
});

describe('The name of a place', () => {
  it('ends before its marker, however wide its letters are', () => {
    const [label] = placeLabels(toMarkers([['Centre de consultation Mamoudzou', 80, 40]]), frame);
    expect(label).toMatchObject({ text: 'Mamoudzou', x: 80 - 13, anchor: 'end' });
  });

  it('is not written over the name of the territory', () => {
    const territory = { text: 'Mayotte', x: 4, y: 40, anchor: 'start' } as const;
    const [label] = placeLabels(toMarkers([['Mamoudzou', 80, 40]]), frame, territory);
    expect(label?.x).not.toBe(80 - 13);
  });
});
