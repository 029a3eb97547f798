import {
  isAppointmentTransition as isTransition,
  type StoredAppointmentReport,
} from '@sas-sos/appointments';
import type { RegulatorAccount } from '@sas-sos/core';
import { type Html, html } from '../pages/html.js';
import { csrfField, layout, type SignedIn } from '../pages/layout.js';
import { toDate, toMoment, toTime } from '../pages/local-time.js';
import { toAgendaPath } from '../store/slot-columns.js';
import type { StoredPlace, StoredSlot } from '../store/store.js';
import type { Appointment } from './appointment.js';
import {
  toAppointmentStatus,
  toEffector,
  toRegulatorName,
  toSpan,
  toStatusClass,
  zoneOf,
} from './appointment-words.js';
import { isOpen } from './change-appointment.js';
import { toShortRpps } from './parse-rpps.js';
import { reportTable } from './report-table.js';

export interface AppointmentPageContent {
  readonly appointment: Appointment;
  /** `undefined` when it is no longer in the agenda. */
  readonly place: StoredPlace | undefined;
  readonly account: RegulatorAccount | undefined;
  /** `undefined` when they cannot be read at the moment. */
  readonly reports: readonly StoredAppointmentReport[] | undefined;
  /** Free slots that it can be moved to. */
  readonly choices: readonly StoredSlot[];
  readonly signedIn: SignedIn;
  readonly isStaff: boolean;
}

/** Returns the path of the page of an appointment. */
export function toAppointmentPath(id: string): string {
  return `/appointments/${encodeURIComponent(id)}`;
}

/** Renders an appointment, the actions on it, and what was reported to the platform. */
export function appointmentPage(content: AppointmentPageContent): string {
  const { appointment, place, account, reports, signedIn, isStaff } = content;
  const { status, effector, takenAt, changedAt, regulator } = appointment;
  const timeZone = zoneOf(place);
  const title = `Rendez-vous du ${toSpan(appointment, timeZone)}`;
  const name = toRegulatorName(appointment, account);
  return layout({
    title,
    signedIn,
    main: html`${isStaff && html`<p><a href="/staff/appointments">Rendez-vous</a></p>`}
<h1>${title}</h1>
<dl>
<dt>État</dt><dd class="state ${toStatusClass(status)}">${toAppointmentStatus(status)}</dd>
<dt>Lieu</dt><dd>${place ? html`<a href="${toAgendaPath(place.id)}">${place.name}</a>, ${place.address.city}` : 'retiré de l’agenda'}</dd>
<dt>Pris par</dt><dd>${isStaff && account ? html`<a href="/staff/regulators/${encodeURIComponent(regulator.accountId)}">${name}</a>` : name}</dd>
<dt>Médecin</dt><dd>${toEffector(effector)}</dd>
<dt>Réservé</dt><dd>le ${toMoment(takenAt)}</dd>
${changedAt !== takenAt && html`<dt>Dernier changement</dt><dd>le ${toMoment(changedAt)}</dd>`}
<dt>Numéro</dt><dd translate="no">${appointment.id}</dd>
</dl>
${renderActions(content, timeZone)}
<h2>Comptes rendus à la plateforme SAS</h2>
${reports ? html`<p class="soft">Heure de Paris, du plus ancien au plus récent.</p>${reportTable(reports, { timeZone, isStaff })}` : html`<p role="status">Ils ne peuvent pas être lus pour le moment ; aucun n’est perdu.</p>`}`,
  });
}

function renderActions(content: AppointmentPageContent, timeZone: string): Html | undefined {
  const { appointment, isStaff } = content;
  const { status } = appointment;
  const isHonourable = isStaff && isTransition(status, 'fulfilled');
  if (!isOpen(appointment) && !isHonourable) return undefined;
  return html`<h2>Que faire ?</h2>
${isStaff && isOpen(appointment) && renderEffectorForm(content)}
${isOpen(appointment) && renderRescheduleForm(content, timeZone)}
${isHonourable && renderHonouredForm(content)}
${isStaff && isTransition(status, 'noshow') && status !== 'noshow' && renderStatusForm(content, 'noshow', 'Le patient n’est pas venu')}
${isOpen(appointment) && renderStatusForm(content, 'cancelled', 'Annuler le rendez-vous')}`;
}

function renderStatusForm(
  { appointment: { id }, signedIn }: AppointmentPageContent,
  status: Appointment['status'],
  label: string,
): Html {
  return html`<form method="post" action="${toAppointmentPath(id)}/status">
${csrfField(signedIn.csrf)}<input type="hidden" name="status" value="${status}">
<p><button class="second">${label}</button></p>
</form>`;
}

function renderHonouredForm({ appointment, signedIn }: AppointmentPageContent): Html {
  const { id, status } = appointment;
  return html`<form method="post" action="${toAppointmentPath(id)}/status" class="fields">
${csrfField(signedIn.csrf)}<input type="hidden" name="status" value="fulfilled">
<fieldset><legend>${status === 'fulfilled' ? 'Corriger le médecin' : 'Le patient est venu'}</legend>
${renderRppsField(appointment, 'rpps-seen', 'RPPS du médecin qui a vu le patient')}
<p><button>${status === 'fulfilled' ? 'Corriger' : 'Rendez-vous honoré'}</button></p></fieldset>
</form>`;
}

function renderEffectorForm({ appointment, signedIn }: AppointmentPageContent): Html {
  return html`<form method="post" action="${toAppointmentPath(appointment.id)}/effector" class="fields">
${csrfField(signedIn.csrf)}
<fieldset><legend>Désigner le médecin</legend>
${renderRppsField(appointment, 'rpps-chosen', 'RPPS du médecin qui verra le patient')}
<p><button>Désigner</button></p></fieldset>
</form>`;
}

function renderRppsField({ effector }: Appointment, id: string, label: string): Html {
  return html`<p><label for="${id}">${label}</label>
<input id="${id}" name="rpps" value="${effector === null ? '' : toShortRpps(effector)}" inputmode="numeric" maxlength="20" autocomplete="off" aria-describedby="${id}-form" required>
<span id="${id}-form" class="soft">11 chiffres</span></p>`;
}

function renderRescheduleForm(
  { appointment: { id }, choices, signedIn }: AppointmentPageContent,
  timeZone: string,
): Html {
  if (choices.length === 0) {
    return html`<p>Aucun autre créneau de ce lieu n’est libre dans les jours à venir.</p>`;
  }
  const days = new Map<string, StoredSlot[]>();
  for (const slot of choices) {
    const day = toDate(slot.startsAt, timeZone);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return html`<form method="post" action="${toAppointmentPath(id)}/reschedule" class="fields">
${csrfField(signedIn.csrf)}
<fieldset><legend>Déplacer le rendez-vous</legend>
<p><label for="slot">Autre créneau libre de ce lieu</label>
<select id="slot" name="slot" required>${[...days].map(
    ([day, slots]) =>
      html`<optgroup label="${day}">${slots.map(
        (slot) =>
          html`<option value="${slot.id}">${toTime(slot.startsAt, timeZone)} – ${toTime(slot.endsAt, timeZone)}</option>`,
      )}</optgroup>`,
  )}</select></p>
<p><button>Déplacer</button></p></fieldset>
</form>`;
}
