import type {
  ReportTrace,
  StoredAppointmentReport,
  StoredReportContent,
} from '@sas-sos/appointments';
import { type Html, html } from '../pages/html.js';
import {
  toAction,
  toAppointmentStatus,
  toAttempts,
  toEffector,
  toFailure,
  toReportState,
  toSpan,
  toStateClass,
  toWhen,
} from './appointment-words.js';

/** Renders the reports of an appointment and the state of each. */
export function reportTable(
  reports: readonly StoredAppointmentReport[],
  { timeZone, isStaff }: { readonly timeZone: string; readonly isStaff: boolean },
): Html {
  if (reports.length === 0) return html`<p>Aucun compte rendu pour le moment.</p>`;
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Enregistré</th><th scope="col" role="columnheader">Ce qui est dit</th><th scope="col" role="columnheader">Transmission</th></tr></thead>
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
${renderFailureText(stored)}${isStaff && traces.map((trace) => renderTrace(trace))}</td>
</tr>
`;
}

function renderContent(report: StoredReportContent | null, timeZone: string): Html {
  if (!report) return html`<div>Compte rendu illisible</div>`;
  return html`<div>${toAppointmentStatus(report.status)}</div><div class="soft">${toReportedSpan(report, timeZone)}</div><div class="soft">Médecin : ${toEffector(report.effector)}</div>`;
}

/** The times of a report, in the local time of the place. */
export function toReportedSpan({ start, end }: StoredReportContent, timeZone: string): string {
  return toSpan({ startsAt: Date.parse(start), endsAt: Date.parse(end) }, timeZone);
}

/** Renders why a report was not delivered; what the platform said is escaped as text. */
export function renderFailureText(report: StoredAppointmentReport): Html | undefined {
  const failure = toFailure(report);
  if (failure === undefined) return undefined;
  const text = report.failure?.text;
  return html`<div>${failure}</div>
${text && html`<p class="said" lang="">${text}</p>`}`;
}

function renderTrace({ action, by, at, reason, before }: ReportTrace): Html {
  return html`<div>${toAction(action)} par ${by}, ${toWhen(at)} : « ${reason} »${before && html`. Avant : médecin ${toEffector(before.effector)}`}</div>
`;
}
