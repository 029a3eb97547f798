import { type Html, html } from '../pages/html.js';
import { layout, type SignedIn } from '../pages/layout.js';
import { toDate } from '../pages/local-time.js';
import { renderZone, toTimes } from '../pages/place-time.js';
import type { StoredPlace } from '../store/store.js';
import type { Appointment } from './appointment.js';
import { toAppointmentPath } from './appointment-path.js';
import { toAppointmentStatus, toKindText, toStatusClass, zoneOf } from './appointment-words.js';

/** Appointments of each part of the page. */
export const listedOwn = 100;

/** Renders the appointments of a regulator: those to come first, then the past ones. */
export function ownListPage({
  coming,
  past,
  places,
  signedIn,
}: {
  /** The next first. */
  readonly coming: readonly Appointment[];
  /** The latest first. */
  readonly past: readonly Appointment[];
  readonly places: ReadonlyMap<string, StoredPlace>;
  readonly signedIn: SignedIn;
}): string {
  const title = 'Mes rendez-vous';
  return layout({
    title,
    signedIn,
    main: html`<h1>${title}</h1>
<h2>À venir</h2>
${coming.length === 0 ? html`<p>Aucun rendez-vous à venir.</p>` : renderTable(coming, places)}
${past.length > 0 && html`<h2>Passés</h2>${renderTable(past, places)}`}`,
  });
}

function renderTable(
  appointments: readonly Appointment[],
  places: ReadonlyMap<string, StoredPlace>,
): Html {
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Rendez-vous</th><th scope="col" role="columnheader">Lieu</th><th scope="col" role="columnheader">Consultation</th><th scope="col" role="columnheader">État</th></tr></thead>
<tbody role="rowgroup">
${appointments.map((appointment) => renderRow(appointment, places.get(appointment.placeId)))}</tbody>
</table>`;
}

function renderRow(appointment: Appointment, place: StoredPlace | undefined): Html {
  const { id, status, startsAt } = appointment;
  const timeZone = zoneOf(place);
  return html`<tr role="row">
<th scope="row" role="rowheader"><a href="${toAppointmentPath(id)}">${toDate(startsAt, timeZone)}, ${toTimes(appointment, timeZone)}</a>${renderZone(appointment, timeZone)}</th>
<td role="cell">${place ? `${place.name}, ${place.address.city}` : 'retiré de l’agenda'}</td>
<td role="cell">${toKindText(appointment)}</td>
<td role="cell" class="state ${toStatusClass(status)}">${toAppointmentStatus(status)}</td>
</tr>
`;
}
