import { appointmentStatuses } from '@sas-sos/appointments';
import type { Appointment } from '../appointments/appointment.js';
import { toAppointmentPath } from '../appointments/appointment-page.js';
import {
  toAppointmentStatus,
  toEffector,
  toSpan,
  toStatusClass,
  zoneOf,
} from '../appointments/appointment-words.js';
import { type Html, html } from '../pages/html.js';
import { layout, type SignedIn } from '../pages/layout.js';
import { toMoment } from '../pages/local-time.js';
import type { AppointmentList } from '../store/appointment-book.js';
import type { StoredPlace } from '../store/store.js';

/** Appointments on one page. */
export const listedAppointments = 100;

export interface AppointmentListContent {
  readonly list: AppointmentList;
  readonly places: ReadonlyMap<string, StoredPlace>;
  /** `null` for all. */
  readonly status: Appointment['status'] | null;
  /** Day of the appointments, `YYYY-MM-DD`; empty for all. */
  readonly day: string;
  /** Starts at 1. */
  readonly page: number;
  readonly signedIn: SignedIn;
}

const path = '/staff/appointments';

/** Renders the appointments taken by regulators, latest first. */
export function appointmentListPage(content: AppointmentListContent): string {
  const { list, status, day, signedIn } = content;
  return layout({
    title: 'Rendez-vous pris par le SAS',
    signedIn,
    main: html`<h1>Rendez-vous pris par le SAS</h1>
<form method="get" action="${path}" role="search" class="fields">
<p><label for="day">Jour du rendez-vous</label>
<input id="day" name="day" type="date" value="${day}"></p>
<p><label for="state">État</label>
<select id="state" name="state"><option value="">Tous</option>${appointmentStatuses.map(
      (option) =>
        html`<option value="${option}"${option === status && html` selected`}>${toAppointmentStatus(option)}</option>`,
    )}</select></p>
<p><button>Rechercher</button></p>
</form>
${renderCount(content)}
${list.appointments.length > 0 && renderTable(content)}
${renderPages(content)}`,
  });
}

function renderCount({ list: { total }, status, day }: AppointmentListContent): Html {
  if (total > 0) return html`<p role="status">${total} rendez-vous.</p>`;
  return status === null && day === ''
    ? html`<p role="status">Aucun rendez-vous : les régulateurs n’en ont encore pris aucun.</p>`
    : html`<p role="status">Aucun rendez-vous ne correspond à cette recherche. <a href="${path}">Voir tous les rendez-vous</a></p>`;
}

function renderTable({ list, places }: AppointmentListContent): Html {
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Rendez-vous</th><th scope="col" role="columnheader">Lieu</th><th scope="col" role="columnheader">État</th><th scope="col" role="columnheader">Médecin</th><th scope="col" role="columnheader">Pris</th></tr></thead>
<tbody role="rowgroup">
${list.appointments.map((appointment) => renderRow(appointment, places.get(appointment.placeId)))}</tbody>
</table>`;
}

function renderRow(appointment: Appointment, place: StoredPlace | undefined): Html {
  const { id, status, effector, takenAt } = appointment;
  return html`<tr role="row">
<th scope="row" role="rowheader"><a href="${toAppointmentPath(id)}">${toSpan(appointment, zoneOf(place))}</a></th>
<td role="cell">${place?.name ?? 'retiré de l’agenda'}</td>
<td role="cell" class="state ${toStatusClass(status)}">${toAppointmentStatus(status)}</td>
<td role="cell">${toEffector(effector)}</td>
<td role="cell">le ${toMoment(takenAt)}</td>
</tr>
`;
}

function renderPages({ list, status, day, page }: AppointmentListContent): Html | false {
  const last = Math.ceil(list.total / listedAppointments);
  if (last <= 1) return false;
  const toPath = (number: number) =>
    `${path}?${new URLSearchParams({ day, state: status ?? '', page: String(number) })}`;
  return html`<nav aria-label="Pages">
<ul class="days">
${page > 1 && html`<li><a href="${toPath(page - 1)}" rel="prev">Page précédente</a></li>`}
<li aria-current="page">Page ${page} sur ${last}</li>
${page < last && html`<li><a href="${toPath(page + 1)}" rel="next">Page suivante</a></li>`}
</ul>
</nav>`;
}
