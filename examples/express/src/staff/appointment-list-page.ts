import { appointmentStatuses } from '@sas-sos/appointments';
import type { RegulatorAccount } from '@sas-sos/core';
import type { Appointment } from '../appointments/appointment.js';
import { toAppointmentPath } from '../appointments/appointment-path.js';
import {
  toAppointmentStatus,
  toEffector,
  toKindText,
  toRegulatorName,
  toStatusClass,
  zoneOf,
} from '../appointments/appointment-words.js';
import { type Html, html } from '../pages/html.js';
import { layout, type SignedIn } from '../pages/layout.js';
import { toDate, toMoment } from '../pages/local-time.js';
import { renderZone, toTimes } from '../pages/place-time.js';
import type { AppointmentList } from '../store/appointment-book.js';
import type { StoredRegulator } from '../store/regulator-register.js';
import type { StoredPlace } from '../store/store.js';

/** Appointments on one page. */
export const listedAppointments = 100;

export interface AppointmentListContent {
  readonly list: AppointmentList;
  readonly places: ReadonlyMap<string, StoredPlace>;
  /** The accounts of those who took them. */
  readonly regulators: ReadonlyMap<string, StoredRegulator>;
  readonly filter: AppointmentFilter;
  /** Starts at 1. */
  readonly page: number;
  readonly signedIn: SignedIn;
}

interface AppointmentFilter {
  /** `null` for all. */
  readonly status: Appointment['status'] | null;
  /** Day of the appointments, `YYYY-MM-DD`, at the place; empty for all. */
  readonly day: string;
  /** Empty for all. */
  readonly placeId: string;
  /** Name or identifier of the regulator, as typed. */
  readonly search: string;
}

const path = '/staff/appointments';

/** Renders the appointments taken by regulators, latest first. */
export function appointmentListPage(content: AppointmentListContent): string {
  const { list, places, filter, signedIn } = content;
  const { status, day, placeId, search } = filter;
  return layout({
    title: 'Rendez-vous pris par le SAS',
    signedIn,
    main: html`<h1>Rendez-vous pris par le SAS</h1>
<form method="get" action="${path}" role="search" class="fields">
<p><label for="place">Lieu</label>
<select id="place" name="place"><option value="">Tous</option>${[...places.values()].map(
      ({ id, name }) =>
        html`<option value="${id}"${id === placeId && html` selected`}>${name}</option>`,
    )}</select></p>
<p><label for="q">Régulateur, nom ou identifiant</label>
<input id="q" name="q" type="search" value="${search}" maxlength="200" autocomplete="off"></p>
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

function renderCount({ list: { total }, filter }: AppointmentListContent): Html {
  const { status, ...texts } = filter;
  const isAll = status === null && Object.values(texts).every((text) => text.trim() === '');
  if (total > 0) return html`<p role="status">${total} rendez-vous.</p>`;
  return isAll
    ? html`<p role="status">Aucun rendez-vous : les régulateurs n’en ont encore pris aucun.</p>`
    : html`<p role="status">Aucun rendez-vous ne correspond à cette recherche. <a href="${path}">Voir tous les rendez-vous</a></p>`;
}

function renderTable({ list, places, regulators }: AppointmentListContent): Html {
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Rendez-vous</th><th scope="col" role="columnheader">Lieu</th><th scope="col" role="columnheader">Consultation</th><th scope="col" role="columnheader">Régulateur</th><th scope="col" role="columnheader">État</th><th scope="col" role="columnheader">Médecin</th><th scope="col" role="columnheader">Pris le (heure de Paris)</th></tr></thead>
<tbody role="rowgroup">
${list.appointments.map((appointment) => renderRow(appointment, { place: places.get(appointment.placeId), account: regulators.get(appointment.regulator.accountId)?.account }))}</tbody>
</table>`;
}

function renderRow(
  appointment: Appointment,
  {
    place,
    account,
  }: {
    readonly place: StoredPlace | undefined;
    readonly account: RegulatorAccount | undefined;
  },
): Html {
  const { id, status, effector, takenAt, startsAt } = appointment;
  const timeZone = zoneOf(place);
  return html`<tr role="row">
<th scope="row" role="rowheader"><a href="${toAppointmentPath(id)}">${toDate(startsAt, timeZone)}, ${toTimes(appointment, timeZone)}</a>${renderZone(appointment, timeZone)}</th>
<td role="cell">${place?.name ?? 'retiré de l’agenda'}</td>
<td role="cell">${toKindText(appointment)}</td>
<td role="cell" data-label="Régulateur">${toRegulatorName(appointment, account)}</td>
<td role="cell" class="state ${toStatusClass(status)}">${toAppointmentStatus(status)}</td>
<td role="cell" data-label="Médecin">${toEffector(effector)}</td>
<td role="cell" data-label="Pris le">${toMoment(takenAt)}</td>
</tr>
`;
}

function renderPages({ list, filter, page }: AppointmentListContent): Html | false {
  const { status, day, placeId, search } = filter;
  const last = Math.ceil(list.total / listedAppointments);
  if (last <= 1) return false;
  const toPath = (number: number) =>
    `${path}?${new URLSearchParams({ ...{ place: placeId, q: search, day }, state: status ?? '', page: String(number) })}`;
  return html`<nav aria-label="Pages">
<ul class="days">
${page > 1 && html`<li><a href="${toPath(page - 1)}" rel="prev">Page précédente</a></li>`}
<li aria-current="page">Page ${page} sur ${last}</li>
${page < last && html`<li><a href="${toPath(page + 1)}" rel="next">Page suivante</a></li>`}
</ul>
</nav>`;
}
