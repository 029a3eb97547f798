import type { FoundPlace } from '../../platform/vendor/found-place.js';
import { type Html, html } from './html.js';

const width = 640;
const height = 220;
const margin = 24;

/** The relative positions of places, north up; needs no network, so it shows no streets. */
export function toPlaceMap(places: readonly FoundPlace[]): Html | false {
  const located = places.flatMap(({ name, position }, index) =>
    position ? [{ name, number: index + 1, ...position }] : [],
  );
  if (located.length < 2) return false;
  const latitudes = located.map(({ latitude }) => latitude);
  const longitudes = located.map(({ longitude }) => longitude);
  const middle = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  const center = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  // A degree of longitude is shorter than one of latitude.
  const narrow = Math.cos((middle * Math.PI) / 180);
  const scale = Math.min(
    (height - 2 * margin) / Math.max(Math.max(...latitudes) - Math.min(...latitudes), 0.001),
    (width - 2 * margin) /
      Math.max((Math.max(...longitudes) - Math.min(...longitudes)) * narrow, 0.001),
  );
  return html`<details class="map">
<summary>Situer les lieux (${located.length})</summary>
<svg viewBox="0 0 ${width} ${height}" role="group" aria-label="Position des lieux, le nord en haut">
${located.map(({ name, number, latitude, longitude }) => {
  const x = width / 2 + (longitude - center) * narrow * scale;
  const y = height / 2 - (latitude - middle) * scale;
  return html`<a href="#lieu-${number}"><title>${name}</title><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="13"/><text x="${x.toFixed(1)}" y="${(y + 4.5).toFixed(1)}">${number}</text></a>
`;
})}</svg>
</details>`;
}
