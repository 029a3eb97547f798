import { type Html, html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import { toDate, toMoment } from '../pages/local-time.js';
import { toOpening } from '../pages/opening-hours.js';
import { renderZone, toSpan, toTimes, toZoneNote } from '../pages/place-time.js';
import { toAudience, toConsultation, toReasons } from '../pages/words.js';
import { toAgendaPath } from '../store/slot-columns.js';
import type { StoredPlace } from '../store/store.js';
import type { Appointment } from './appointment.js';
import { renderActions } from './appointment-actions.js';
import type { AppointmentPageContent } from './appointment-page-content.js';
import { toAppointmentPath } from './appointment-path.js';
import {
  toAppointmentStatus,
  toEffector,
  toRegulatorName,
  toStatusClass,
  zoneOf,
} from './appointment-words.js';
import { isOpen } from './change-appointment.js';
import { kindForm } from './kind-form.js';
import { toPatientSentence } from './patient-sentence.js';
import { renderReports } from './report-table.js';

const titles: Readonly<Record<Appointment['status'], string>> = {
  pending: 'Rendez-vous réservé',
  booked: 'Rendez-vous confirmé',
  fulfilled: 'Rendez-vous honoré',
  noshow: 'Rendez-vous non honoré',
  cancelled: 'Rendez-vous annulé',
};

/** Renders an appointment: what to say to the patient, the actions on it, what was reported. */
export function appointmentPage(content: AppointmentPageContent): string {
  const { appointment, place, reports, notice, signedIn, isStaff } = content;
  const timeZone = zoneOf(place);
  const title = titles[appointment.status];
  return layout({
    title: `${title}, ${toSpan(appointment, timeZone)}`,
    signedIn,
    script: '/appointment.js',
    main: html`${isStaff && html`<p><a href="/staff/appointments">Rendez-vous</a></p>`}
<h1>${title}</h1>
${notice !== undefined && html`<p role="status" class="done">${notice}</p>`}
<p class="when">${toDate(appointment.startsAt, timeZone)}, ${toTimes(appointment, timeZone)}${renderZone(appointment, timeZone)}</p>
${renderPatientPart(content)}
${renderFacts(content)}
${renderActions(content, timeZone)}
<h2>Transmissions à la plateforme SAS</h2>
<p class="soft">Heure de Paris, de la plus ancienne à la plus récente.</p>
<div id="reports" aria-live="polite" data-path="${toAppointmentPath(appointment.id)}/reports">${renderReports(reports, { timeZone, isStaff })}</div>`,
  });
}

/** What to say to the patient, or the question that has to be answered first. */
function renderPatientPart(content: AppointmentPageContent): Html | undefined {
  const { appointment, kinds, place, signedIn } = content;
  if (!isOpen(appointment) || !place) return undefined;
  const [kind, ...others] = kinds;
  if (kind === undefined) return undefined;
  if (others.length > 0) {
    return html`<section class="detail" aria-labelledby="type">
<h2 id="type">Quel type de consultation ?</h2>
<p>Ce créneau en propose plusieurs, et aucun n’a été choisi : le patient doit savoir s’il se déplace.</p>
${kindForm({ action: `${toAppointmentPath(appointment.id)}/consultation`, kinds, toLabel: toCapital, signedIn })}
</section>`;
  }
  return html`<section class="detail" aria-labelledby="patient">
<h2 id="patient">À dire au patient</h2>
<p id="sentence">${toPatientSentence(appointment, kind, place)}</p>
<p class="buttons"><button type="button" class="second" data-copy="sentence" hidden>Copier</button> <button type="button" class="second" data-print hidden>Imprimer</button> <span role="status" id="copied"></span></p>
</section>`;
}

function renderFacts({ appointment, place, slot, ...content }: AppointmentPageContent): Html {
  const { status, effector, takenAt, changedAt, regulator, id } = appointment;
  const { kinds, account, isStaff } = content;
  const name = toRegulatorName(appointment, account);
  return html`<dl>
<dt>État</dt><dd class="state ${toStatusClass(status)}">${toAppointmentStatus(status)}</dd>
<dt>Consultation</dt><dd>${kinds.length > 1 ? html`à choisir : ${toConsultation({ consultation: kinds })}` : toConsultation({ consultation: kinds })}</dd>
${place ? renderPlace(place, appointment.startsAt) : html`<dt>Lieu</dt><dd>retiré de l’agenda</dd>`}
${
  slot &&
  html`<dt>Motifs</dt><dd>${toReasons(slot)}</dd>
<dt>Pour qui</dt><dd>${toAudience(slot)}</dd>`
}
<dt>Médecin</dt><dd>${toEffector(effector)}</dd>
<dt>Pris par</dt><dd>${isStaff && account ? html`<a href="/staff/regulators/${encodeURIComponent(regulator.accountId)}">${name}</a>` : name}</dd>
<dt>Pris le</dt><dd>${toMoment(takenAt)} (heure de Paris)</dd>
${changedAt !== takenAt && html`<dt>Dernier changement</dt><dd>${toMoment(changedAt)} (heure de Paris)</dd>`}
<dt>Numéro</dt><dd translate="no">${id}</dd>
</dl>`;
}

function renderPlace(
  { id, name, associationName, address, phone, openingHours, timeZone }: StoredPlace,
  at: number,
): Html {
  const note = toZoneNote(at, timeZone);
  return html`<dt>Lieu</dt><dd><a href="${toAgendaPath(id)}">${name}</a></dd>
<dt>Association</dt><dd>${associationName}</dd>
<dt>Adresse</dt><dd>${address.line}, ${address.postalCode} ${address.city}</dd>
${phone && html`<dt>Téléphone</dt><dd><a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a></dd>`}
${(openingHours ?? []).length > 0 && html`<dt>Horaires</dt><dd>${(openingHours ?? []).map((hours) => html`<div>${toOpening(hours)}</div>`)}${note !== undefined && html`<div class="soft">${note}</div>`}</dd>`}`;
}

function toCapital(kindName: string): string {
  return kindName.charAt(0).toUpperCase() + kindName.slice(1);
}
