import { type Outline, readOutlines } from '../../geography/outlines.js';
import type { Position } from '../../geography/position.js';
import type { Area } from './search-query.js';

/** A part of the map: a rectangle of the drawing that shows a rectangle of the Earth. */
export interface MapFrame {
  readonly id: string;
  readonly name: string;
  /** The rectangle of the Earth, as wide and as high as the frame shows it. */
  readonly area: Area;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Coasts and borders, as an SVG path within the frame. */
  readonly path: string;
  /** Converts a position to pixels within the frame. */
  readonly project: (position: Position) => { readonly x: number; readonly y: number };
}

export const mapSize = { width: 640, height: 460 } as const;
const insetWidth = 118;
const gap = 6;
/** Departments overseas, which the map always shows. */
const departments: ReadonlySet<string> = new Set([
  'guadeloupe',
  'martinique',
  'guyane',
  'reunion',
  'mayotte',
]);

/** Lays out the whole of France: the mainland, the departments overseas, and where places are. */
export function layOutFrance(positions: readonly Position[]): readonly MapFrame[] {
  const [mainland, ...others] = readOutlines();
  const insets = others.filter(
    (outline) =>
      departments.has(outline.id) || positions.some((position) => isWithin(position, outline)),
  );
  const height = (mapSize.height - gap * (insets.length - 1)) / insets.length;
  const x = insetWidth + gap;
  const main = { x, y: 0, width: mapSize.width - x, height: mapSize.height };
  return [
    ...(mainland ? [toFrame(mainland, mainland, main)] : []),
    ...insets.map((outline, index) =>
      toFrame(outline, outline, { x: 0, y: index * (height + gap), width: insetWidth, height }),
    ),
  ];
}

/** Lays out one area on the whole map, with every coast in it. */
export function layOutArea(area: Area): readonly MapFrame[] {
  const within = readOutlines().filter(
    ({ south, west, north, east }) =>
      south < area.north && north > area.south && west < area.east && east > area.west,
  );
  const rings = within.flatMap((outline) => outline.rings);
  const outline = { id: 'zone', name: within[0]?.name ?? '', rings };
  return [toFrame(outline, area, { x: 0, y: 0, ...mapSize })];
}

/** Whether a position is in a rectangle. */
export const isWithin = ({ latitude, longitude }: Position, area: Area): boolean =>
  latitude >= area.south &&
  latitude <= area.north &&
  longitude >= area.west &&
  longitude <= area.east;

function toFrame(
  { id, name, rings }: Pick<Outline, 'id' | 'name' | 'rings'>,
  wanted: Area,
  place: Pick<MapFrame, 'x' | 'y' | 'width' | 'height'>,
): MapFrame {
  const { width, height } = place;
  const latitude = (wanted.south + wanted.north) / 2;
  const longitude = (wanted.west + wanted.east) / 2;
  // A degree of longitude is shorter than one of latitude.
  const narrow = Math.cos((latitude * Math.PI) / 180);
  const scale = Math.min(
    height / (wanted.north - wanted.south),
    width / ((wanted.east - wanted.west) * narrow),
  );
  const project = (position: Position) => ({
    x: width / 2 + (position.longitude - longitude) * narrow * scale,
    y: height / 2 - (position.latitude - latitude) * scale,
  });
  const path = rings
    .map((ring) => {
      const points = ring.map(([east, north]) => {
        const { x, y } = project({ latitude: north, longitude: east });
        return `${x.toFixed(1)} ${y.toFixed(1)}`;
      });
      return `M${points.join('L')}Z`;
    })
    .join('');
  const [tall, wide] = [height / scale / 2, width / scale / narrow / 2];
  const area = {
    south: latitude - tall,
    west: longitude - wide,
    north: latitude + tall,
    east: longitude + wide,
  };
  return { id, name, area, ...place, path, project };
}
