import type {
  ReportTrace,
  StoredAppointmentReport,
  StoredReportContent,
} from '@sas-sos/appointments';
import { type Html, html } from '../pages/html.js';
import { toSpan } from '../pages/place-time.js';
import {
  toAction,
  toAppointmentStatus,
  toAttempts,
  toEffector,
  toFailure,
  toReportState,
  toStateClass,
  toWhen,
} from './appointment-words.js';

/** Renders the reports of an appointment, or that they cannot be read at the moment. */
export function renderReports(
  reports: readonly StoredAppointmentReport[] | undefined,
  reader: { readonly timeZone: string; readonly isStaff: boolean },
): Html {
  if (!reports) {
    return html`<p>Les transmissions ne peuvent pas être lues pour le moment ; aucune n’est perdue.</p>`;
  }
  const isWaiting = reports.some(({ state }) => state === 'waiting');
  return html`<div${isWaiting && html` data-waiting`}>${reportTable(reports, reader)}</div>`;
}

function reportTable(
  reports: readonly StoredAppointmentReport[],
  { timeZone, isStaff }: { readonly timeZone: string; readonly isStaff: boolean },
): Html {
  if (reports.length === 0) return html`<p>Aucune transmission pour l’instant.</p>`;
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Enregistré</th><th scope="col" role="columnheader">Contenu</th><th scope="col" role="columnheader">Transmission</th></tr></thead>
<tbody role="rowgroup">
${reports.map((report) => renderRow(report, timeZone, isStaff))}</tbody>
</table>`;
}

function renderRow(stored: StoredAppointmentReport, timeZone: string, isStaff: boolean): Html {
  const { report, state, attempts, changedAt, storedAt, traces } = stored;
  return html`<tr role="row">
<th scope="row" role="rowheader"><time datetime="${storedAt}">${toWhen(storedAt)}</time></th>
<td role="cell">${renderContent(report, timeZone)}</td>
<td role="cell"><div class="state ${toStateClass(state)}">${toReportState(state)}</div>
<div class="soft">${changedAt !== null && `${toWhen(changedAt)}, `}${toAttempts(attempts)}</div>
${renderFailureText(stored, isStaff)}${isStaff && traces.map((trace) => renderTrace(trace))}</td>
</tr>
`;
}

function renderContent(report: StoredReportContent | null, timeZone: string): Html {
  if (!report) return html`<div>Contenu illisible</div>`;
  return html`<div>${toAppointmentStatus(report.status)}</div><div class="soft">${toReportedSpan(report, timeZone)}</div><div class="soft">Médecin : ${toEffector(report.effector)}</div>`;
}

/** The times of a report, in the local time of the place. */
export function toReportedSpan({ start, end }: StoredReportContent, timeZone: string): string {
  return toSpan({ startsAt: Date.parse(start), endsAt: Date.parse(end) }, timeZone);
}

/** Renders why a report was not delivered; to the staff, with what the platform said, as text. */
export function renderFailureText(
  report: StoredAppointmentReport,
  isStaff: boolean,
): Html | undefined {
  const failure = toFailure(report, isStaff);
  if (failure === undefined) return undefined;
  // Without an answer there is no text of the platform, only the code of a failed connection.
  const text = isStaff && report.failure?.status !== undefined ? report.failure.text : undefined;
  return html`<div>${failure}</div>
${text && html`<p class="said" lang="">${text}</p>`}`;
}

function renderTrace({ action, by, at, reason, before }: ReportTrace): Html {
  return html`<div>${toAction(action)} par ${by}, ${toWhen(at)} : « ${reason} »${before && html`. Avant : médecin ${toEffector(before.effector)}`}</div>
`;
}
