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
    { name: 'in its usual corner', markers: [], expected: { x: 4, y: 12 } },
    {
      name: 'not under a marker',
      markers: [['Centre de consultation Saint-Denis', 50, 11]] as const,
      expected: { x: 4, y: 83 },
    },
    {
      name: 'in the corner that is left',
      markers: [
        ['Nord', 50, 11],
        ['Sud', 30, 80],
      ] as const,
      expected: { x: 114 - 10 * 5.6, y: 83 },
    },
  ])('$name', ({ markers, expected }) => {
    const { x, y } = placeTerritory('La Réunion', toMarkers(markers), frame);
    expect([Math.round(x), y]).toEqual([Math.round(expected.x), expected.y]);
  });
});

describe('The name of a place', () => {
  it('has the room of its letters, and is not written over the territory', () => {
    const clusters = toMarkers([['Centre de consultation Mamoudzou', 74, 35]]);
    const [label] = placeLabels(clusters, frame, { text: 'Mayotte', x: 4, y: 12 });
    // Wide letters: its end is before the marker, whose radius is 9.
    expect((label?.x ?? 0) + 'Mamoudzou'.length * 6.6).toBeLessThan(74 - 9);
  });
});
