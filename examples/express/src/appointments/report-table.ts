import type { ReportTrace, StoredAppointmentReport } from '@sas-sos/appointments';
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

/** What was reported of an appointment, and what became of each report. */
export function reportTable(
  reports: readonly StoredAppointmentReport[],
  { timeZone, isStaff }: { readonly timeZone: string; readonly isStaff: boolean },
): Html {
  if (reports.length === 0) return html`<p>Aucun compte rendu pour le moment.</p>`;
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Enregistré</th><th scope="col" role="columnheader">Ce qui est dit</th><th scope="col" role="columnheader">Transmission</th></tr></thead>
<tbody role="rowgroup">
${reports.map((report) => toRow(report, timeZone, isStaff))}</tbody>
</table>`;
}

function toRow(stored: StoredAppointmentReport, timeZone: string, isStaff: boolean): Html {
  const { report, state, attempts, changedAt, storedAt, traces } = stored;
  return html`<tr role="row">
<th scope="row" role="rowheader"><time datetime="${storedAt}">${toWhen(storedAt)}</time></th>
<td role="cell"><div>${toAppointmentStatus(report.status)}</div><div class="soft">${toReportedSpan(report, timeZone)}</div><div class="soft">Médecin : ${toEffector(report.effector)}</div></td>
<td role="cell"><div class="state ${toStateClass(state)}">${toReportState(state)}</div>
<div class="soft">${changedAt !== null && `${toWhen(changedAt)}, `}${toAttempts(attempts)}</div>
${toFailureText(stored)}${isStaff && traces.map((trace) => toTrace(trace))}</td>
</tr>
`;
}

/** The times of a report, by the clock of the place. */
export function toReportedSpan(
  { start, end }: StoredAppointmentReport['report'],
  timeZone: string,
): string {
  return toSpan({ startsAt: Date.parse(start), endsAt: Date.parse(end) }, timeZone);
}

/** Why a report is not there; what the platform said is its text, and nothing but text. */
export function toFailureText(report: StoredAppointmentReport): Html | undefined {
  const failure = toFailure(report);
  if (failure === undefined) return undefined;
  const text = report.failure?.text;
  return html`<div>${failure}</div>
${text && html`<p class="said" lang="">${text}</p>`}`;
}

function toTrace({ action, by, at, reason, before }: ReportTrace): Html {
  return html`<div>${toAction(action)} par ${by}, ${toWhen(at)} : « ${reason} »${before && html`. Avant : médecin ${toEffector(before.effector)}`}</div>
`;
}
