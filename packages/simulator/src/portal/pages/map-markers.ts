import type { Position } from '../../geography/position.js';

/** A place on the map; pixels within its frame. */
export interface Marker {
  readonly name: string;
  /** Its rank in the list. */
  readonly number: number;
  readonly position: Position;
  readonly x: number;
  readonly y: number;
}

/** Markers too close to be told apart, or one alone. */
export interface MarkerCluster {
  readonly x: number;
  readonly y: number;
  readonly markers: readonly Marker[];
}

/** Closer than this, two markers cover each other. */
const closest = 21;

/** Groups markers that would cover each other, at the middle of the group. */
export function clusterMarkers(markers: readonly Marker[]): readonly MarkerCluster[] {
  const clusters: { x: number; y: number; markers: Marker[] }[] = [];
  for (const marker of markers) {
    const near = clusters.find(({ x, y }) => Math.hypot(x - marker.x, y - marker.y) < closest);
    if (!near) {
      clusters.push({ x: marker.x, y: marker.y, markers: [marker] });
      continue;
    }
    near.markers.push(marker);
    const mean = (read: (one: Marker) => number) =>
      near.markers.reduce((sum, one) => sum + read(one), 0) / near.markers.length;
    near.x = mean(({ x }) => x);
    near.y = mean(({ y }) => y);
  }
  return clusters;
}

/** A name on the map. */
export interface MapLabel {
  readonly text: string;
  /** Where the text starts, or ends. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

const letterWidth = 7;
const territoryLetterWidth = 5.3;
const lineHeight = 12;
const longestName = 24;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Writes the name of a territory in the first corner of its frame where it covers no marker. */
export function placeTerritory(
  text: string,
  clusters: readonly MarkerCluster[],
  { width, height }: { readonly width: number; readonly height: number },
): MapLabel {
  const markers = clusters.map((cluster) => toMarkerBox(cluster, 9.5));
  const first: MapLabel = { text, x: 4, y: 12, anchor: 'start' };
  const right: MapLabel = { ...first, x: width - 4, anchor: 'end' };
  const corners = [first, { ...first, y: height - 4 }, { ...right, y: height - 4 }, right];
  const isFree = (corner: MapLabel) =>
    markers.every((marker) => !overlap(toTerritoryBox(corner), marker));
  return corners.find(isFree) ?? first;
}

/** Writes names next to markers, or below or above them, where they cover nothing. */
export function placeLabels(
  clusters: readonly MarkerCluster[],
  frame: { readonly width: number; readonly height: number },
  territory?: MapLabel,
): readonly MapLabel[] {
  const taken: Box[] = clusters.map((cluster) => toMarkerBox(cluster, 12));
  if (territory) taken.push(toTerritoryBox(territory));
  const labels: MapLabel[] = [];
  for (const { x, y, markers } of clusters) {
    const [only] = markers;
    if (markers.length > 1 || !only) continue;
    const text = toShortName(only.name);
    const width = text.length * letterWidth;
    // In a small frame, a marker in the middle has no room beside it.
    const middle = Math.max(0, Math.min(frame.width - width, x - width / 2));
    for (const [left, top] of [
      [x + 13, y - 8],
      [x - 13 - width, y - 8],
      [middle, y + 12],
      [middle, y - 12 - lineHeight],
    ] as const) {
      const box = { left, top, right: left + width, bottom: top + lineHeight };
      if (left < 0 || top < 0 || box.right > frame.width || box.bottom > frame.height) continue;
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      const isBefore = box.right < x;
      labels.push({
        text,
        x: isBefore ? box.right : left,
        y: top + lineHeight,
        anchor: isBefore ? 'end' : 'start',
      });
      break;
    }
  }
  return labels;
}

const toMarkerBox = ({ x, y }: MarkerCluster, radius: number): Box => ({
  left: x - radius,
  top: y - radius,
  right: x + radius,
  bottom: y + radius,
});

function toTerritoryBox({ text, x, y, anchor }: MapLabel): Box {
  const width = text.length * territoryLetterWidth;
  const left = anchor === 'end' ? x - width : x;
  return { left, top: y - 10, right: left + width, bottom: y + 3 };
}

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right &&
  one.right > other.left &&
  one.top < other.bottom &&
  one.bottom > other.top;

/** Without the words that every place has. */
function toShortName(name: string): string {
  const short =
    name.replace(/^(?:centre|point) de (?:consultation|garde)s?\s*(?:de |d’|d'|,)?\s*/i, '') ||
    name;
  return short.length > longestName ? `${short.slice(0, longestName - 1)}…` : short;
}
