import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../data-folder.js';

/** A territory of France, and its coast and borders. */
export interface Outline {
  readonly id: string;
  readonly name: string;
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly rings: readonly (readonly (readonly [longitude: number, latitude: number])[])[];
}

let loaded: readonly Outline[] | undefined;

/** Reads the territories: mainland France first. */
export function readOutlines(): readonly Outline[] {
  loaded ??= readFileSync(join(dataFolder, 'outlines.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [id = '', name = '', box = '', rings = ''] = line.split(';');
      const [south = 0, west = 0, north = 0, east = 0] = box.split(',').map(Number);
      return {
        ...{ id, name, south, west, north, east },
        rings: rings.split('|').map((ring) =>
          ring.split(' ').map((point) => {
            const [longitude = 0, latitude = 0] = point.split(',').map(Number);
            return [longitude, latitude] as const;
          }),
        ),
      };
    });
  return loaded;
}
