import type { StoredAppointmentReport, StoredReportContent } from '@sas-sos/appointments';
import type { Appointment } from '../appointments/appointment.js';
import { toAppointmentPath } from '../appointments/appointment-path.js';
import {
  toAppointmentStatus,
  toEffector,
  toKindText,
  toRegulatorName,
  toWhen,
  zoneOf,
} from '../appointments/appointment-words.js';
import { toShortRpps } from '../appointments/parse-rpps.js';
import { renderFailureText, toReportedSpan } from '../appointments/report-table.js';
import { type Html, html } from '../pages/html.js';
import { csrfField } from '../pages/layout.js';
import { toZoneNote } from '../pages/place-time.js';
import type { StoredRegulator } from '../store/regulator-register.js';
import type { StoredPlace } from '../store/store.js';
import { toIdentifiers, toIdentifierText } from './regulator-words.js';
import { toLocalField, toReportedIdentifier } from './report-correction.js';
import { createFields, type RenderField, type SubmittedDecision } from './submitted-decision.js';

/** Maximum length of the reason for a decision. */
export const longestReason = 500;
/** Maximum length of the name of the person who decides. */
export const longestName = 80;

/** A report that is kept aside, and what the vendor knows of its appointment. */
export interface KeptReport {
  readonly stored: StoredAppointmentReport;
  readonly appointment: Appointment | undefined;
  readonly place: StoredPlace | undefined;
  readonly regulator: StoredRegulator | undefined;
}

/** Renders a report that was refused, with what can be done about it. */
export function reportCard(
  kept: KeptReport,
  { csrf, submitted }: { readonly csrf: string; readonly submitted: SubmittedDecision | undefined },
): Html {
  const { stored, appointment, place, regulator } = kept;
  const { position, report, storedAt } = stored;
  const title = `transmission-${position}`;
  const drop = renderDrop({ position, csrf, submitted });
  if (!report) {
    return html`<section class="card" aria-labelledby="${title}">
<h3 id="${title}">Contenu illisible, enregistré ${toWhen(storedAt)}</h3>
<p>Ce qui est enregistré ne peut plus être lu : il n’y a rien à corriger, la transmission ne peut qu’être abandonnée.</p>
${drop}
</section>
`;
  }
  const { id, status, effector } = report;
  return html`<section class="card" aria-labelledby="${title}">
<h3 id="${title}">${toAppointmentStatus(status)}, ${toReportedSpan(report, zoneOf(place))}</h3>
${renderFailureText(stored, true)}
<dl>
<dt>Rendez-vous</dt><dd><a href="${toAppointmentPath(id)}">${id}</a></dd>
<dt>Lieu</dt><dd>${place ? `${place.name}, ${place.address.city}` : 'retiré de l’agenda'}</dd>
${appointment && html`<dt>Consultation</dt><dd>${toKindText(appointment)}</dd>`}
<dt>Régulateur</dt><dd>${renderRegulator(kept, report)}</dd>
<dt>Médecin</dt><dd>${toEffector(effector)}</dd>
<dt>Enregistré</dt><dd>${toWhen(storedAt)} (heure de Paris)</dd>
</dl>
${renderCorrection({ position, csrf, submitted, report, timeZone: zoneOf(place), regulator })}
${renderDecision({ position, csrf, submitted, action: 'resend', legend: 'Renvoyer tel quel' })}
${drop}
</section>
`;
}

interface FormOptions {
  readonly position: number;
  readonly csrf: string;
  readonly submitted: SubmittedDecision | undefined;
}

function renderRegulator(
  { appointment, regulator }: KeptReport,
  report: StoredReportContent,
): Html {
  const identifier = toReportedIdentifier(report);
  if (!regulator)
    return html`${appointment ? toRegulatorName(appointment, undefined) : identifier}`;
  const { account } = regulator;
  const reported =
    'nationalId' in report.regulator ? report.regulator.nationalId : report.regulator.technicalId;
  const name = appointment ? toRegulatorName(appointment, account) : identifier;
  return html`<a href="/staff/regulators/${encodeURIComponent(account.id)}">${name}</a>, transmis comme ${toIdentifierText(reported)}`;
}

function renderCorrection({
  position,
  csrf,
  submitted,
  report,
  timeZone,
  regulator,
}: FormOptions & {
  readonly report: StoredReportContent;
  readonly timeZone: string;
  readonly regulator: StoredRegulator | undefined;
}): Html {
  const { start, end, effector } = report;
  const field = createFields(submitted, { position, action: 'mend' });
  const id = `mend-${position}`;
  const note = toZoneNote(Date.parse(start), timeZone) ?? 'heure de Paris';
  const known = regulator ? toIdentifiers(regulator.account) : [];
  return html`<form method="post" action="/staff/reports/${position}/mend" class="fields">
${csrfField(csrf)}
<fieldset><legend>Corriger et renvoyer</legend>
<p class="soft">Corrigez ce que la plateforme refuse ; le reste est renvoyé tel quel. Seul le médecin est corrigé aussi dans le rendez-vous.</p>
<p><label for="${id}-rpps">RPPS du médecin, 11 chiffres (vide : pas encore désigné)</label>
<input id="${id}-rpps" ${field('rpps', effector ? toShortRpps(effector) : '')} inputmode="numeric" maxlength="20" autocomplete="off"></p>
<p><label for="${id}-regulator">Identifiant du régulateur</label>
<input id="${id}-regulator" ${field('regulator', toReportedIdentifier(report))} maxlength="200" autocomplete="off" required${known.length > 0 && html` aria-describedby="${id}-known"`}>
${known.length > 0 && html`<span id="${id}-known" class="soft">Son compte porte aujourd’hui : ${known.map(({ kind, value }) => `${kind} ${value}`).join(', ')}</span>`}</p>
<p><label for="${id}-start">Début (${note})</label>
<input id="${id}-start" ${field('start', toLocalField(start, timeZone))} type="datetime-local" required></p>
<p><label for="${id}-end">Fin (${note})</label>
<input id="${id}-end" ${field('end', toLocalField(end, timeZone))} type="datetime-local" required></p>
${renderPerson(id, field)}
<p><button>Corriger et renvoyer</button></p></fieldset>
</form>
`;
}

/** Asks before it drops: the form opens first. */
function renderDrop(options: FormOptions): Html {
  const { position, submitted } = options;
  const isOpen = submitted?.position === position && submitted.action === 'drop';
  return html`<details class="ask"${isOpen && html` open`}><summary>Abandonner cette transmission…</summary>
<p>Elle ne sera jamais envoyée, et les suivantes du même rendez-vous partiront.</p>
${renderDecision({ ...options, action: 'drop', legend: 'Abandonner : elle ne sera jamais transmise' })}</details>`;
}

function renderDecision({
  position,
  csrf,
  submitted,
  action,
  legend,
}: FormOptions & {
  readonly action: 'resend' | 'drop';
  readonly legend: string;
}): Html {
  return html`<form method="post" action="/staff/reports/${position}/${action}" class="fields">
${csrfField(csrf)}
<fieldset><legend>${legend}</legend>
${renderPerson(`${action}-${position}`, createFields(submitted, { position, action }))}
<p><button class="${action === 'drop' ? 'danger' : 'second'}">${action === 'drop' ? 'Oui, abandonner' : legend}</button></p></fieldset>
</form>
`;
}

function renderPerson(id: string, field: RenderField): Html {
  return html`<p><label for="${id}-by">Votre nom</label>
<input id="${id}-by" ${field('by')} maxlength="${longestName}" autocomplete="name" required></p>
<p><label for="${id}-reason">Motif (conservé avec votre nom)</label>
<input id="${id}-reason" ${field('reason')} maxlength="${longestReason}" autocomplete="off" required></p>`;
}
