import { locatePlace } from '../../geography/locate-place.js';
import type { Position } from '../../geography/position.js';
import type { FoundPlace } from '../../platform/vendor/found-place.js';
import { type Html, html } from './html.js';
import { isWithin, layOutArea, layOutFrance, type MapFrame, mapSize } from './map-frames.js';
import { clusterMarkers, type Marker, placeLabels, placeTerritory } from './map-markers.js';
import { type Area, type SearchQuery, toSearchPath } from './search-query.js';
import { toCount } from './words.js';

/**
 * The places on a map of France, drawn from data in this package. Groups lead to a search of their
 * area; keyboards and screen readers have the list, which holds the same places.
 */
export function toPlaceMap(
  places: readonly FoundPlace[],
  query: SearchQuery,
  firstNumber = 0,
): Html | false {
  const located = places.flatMap((place, index) => {
    const position = locatePlace(place);
    return position ? [{ name: place.name, number: firstNumber + index + 1, position }] : [];
  });
  if (located.length === 0) return false;
  const { area } = query;
  const frames = area ? layOutArea(area) : layOutFrance(located.map(({ position }) => position));
  return html`<details class="map"${area && html` open`}>
<summary>Carte des lieux (${located.length})</summary>
<svg viewBox="0 0 ${mapSize.width} ${mapSize.height}" aria-hidden="true" id="carte">
${frames.map((frame) => {
  const own = located.filter(({ position }) => isWithin(position, frame.area));
  return renderFrame(frame, toMarkers(own, frame), query);
})}</svg>
<p class="actions map-actions" data-search="${toSearchPath(query, { area: undefined })}">
<button type="button" class="second" id="carte-plus" hidden>Agrandir</button>
<button type="button" class="second" id="carte-moins" hidden>Réduire</button>
<a class="button" id="relancer" href="${toSearchPath(query)}">Relancer la recherche${area && ' sur cette zone'}</a>
${area && html`<a class="button second" href="${toSearchPath(query, { area: undefined })}">Toute la France</a>`}
</p>
<p class="soft"><small>La liste contient les mêmes lieux. Contours : Natural Earth ; communes : GeoNames (CC BY 4.0).</small></p>
</details>`;
}

function toMarkers(
  located: readonly {
    readonly name: string;
    readonly number: number;
    readonly position: Position;
  }[],
  { project }: MapFrame,
): readonly Marker[] {
  return located.map(({ name, number, position }) => ({
    ...{ name, number, position },
    ...project(position),
  }));
}

function renderFrame(frame: MapFrame, markers: readonly Marker[], query: SearchQuery): Html {
  const { id, name, area, x, y, width, height, path } = frame;
  const clusters = clusterMarkers(markers);
  const isNamed = id !== 'metropole' && id !== 'zone';
  const territory = isNamed ? placeTerritory(name, clusters, { width, height }) : undefined;
  const labels = placeLabels(clusters, { width, height }, territory);
  const { south, west, north, east } = area;
  return html`<svg class="frame" data-area="${[south, west, north, east].map((degree) => degree.toFixed(4)).join()}" x="${x}" y="${y.toFixed(1)}" width="${width}" height="${height.toFixed(1)}" viewBox="0 0 ${width} ${height.toFixed(1)}">
<rect width="${width}" height="${height.toFixed(1)}"/><path d="${path}"/>
${territory && html`<text class="territory" x="${territory.x.toFixed(1)}" y="${territory.y.toFixed(1)}" text-anchor="${territory.anchor}">${name}</text>`}
${labels.map(
  ({ text, x: left, y: base, anchor }) =>
    html`<text class="name" x="${left.toFixed(1)}" y="${base.toFixed(1)}" text-anchor="${anchor}">${text}</text>`,
)}
${clusters.map((cluster) => {
  const [first] = cluster.markers;
  const isSingle = cluster.markers.length === 1;
  const target = isSingle
    ? `#lieu-${first?.number}`
    : toSearchPath(query, { area: toAreaOf(cluster.markers) });
  const title = isSingle
    ? (first?.name ?? '')
    : `${toCount(cluster.markers.length, 'lieu', 'lieux')} : ${cluster.markers.map((marker) => marker.name).join(', ')}`;
  return html`<a href="${target}" tabindex="-1"${!isSingle && html` class="cluster"`}><title>${title}</title><circle cx="${cluster.x.toFixed(1)}" cy="${cluster.y.toFixed(1)}" r="${isSingle ? 9 : 12}"/><text x="${cluster.x.toFixed(1)}" y="${(cluster.y + 4).toFixed(1)}">${isSingle ? first?.number : `${cluster.markers.length}×`}</text></a>
`;
})}</svg>
`;
}

/** The rectangle around some markers, with a margin. */
function toAreaOf(markers: readonly Marker[]): Area {
  const latitudes = markers.map(({ position }) => position.latitude);
  const longitudes = markers.map(({ position }) => position.longitude);
  const bounds = {
    south: Math.min(...latitudes),
    west: Math.min(...longitudes),
    north: Math.max(...latitudes),
    east: Math.max(...longitudes),
  };
  // At least some two kilometres: places of one street keep an area to look at.
  const margin = Math.max(bounds.north - bounds.south, bounds.east - bounds.west, 0.05) * 0.3;
  return {
    south: Math.max(-90, bounds.south - margin),
    west: Math.max(-180, bounds.west - margin),
    north: Math.min(90, bounds.north + margin),
    east: Math.min(180, bounds.east + margin),
  };
}
