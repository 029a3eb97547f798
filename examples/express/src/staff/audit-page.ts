import { toAppointmentPath } from '../appointments/appointment-path.js';
import { type Html, html } from '../pages/html.js';
import { layout, type SignedIn } from '../pages/layout.js';
import { toMoment } from '../pages/local-time.js';
import { type AuditEntry, keptDays } from '../store/audit-table.js';
import {
  toAuditAction,
  toAuditActor,
  toAuditActorDetails,
  toAuditedAppointment,
  toAuditOutcome,
} from './audit-words.js';

/** Records on one page. */
export const listedRecords = 100;

export interface AuditPageContent {
  readonly entries: readonly AuditEntry[];
  /** Whether there are earlier records. */
  readonly hasMore: boolean;
  /** Name or identifier of the regulator, as typed; empty for all. */
  readonly search: string;
  /** `YYYY-MM-DD` in Paris; empty for all. */
  readonly day: string;
  readonly signedIn: SignedIn;
}

const path = '/staff/audit';

/** Renders who did what, latest first. */
export function auditPage(content: AuditPageContent): string {
  const { entries, search, day, signedIn } = content;
  return layout({
    title: 'Journal des accès',
    signedIn,
    main: html`<h1>Journal des accès</h1>
<p>Qui a fait quoi, et quand : échanges avec la plateforme SAS, connexions, rendez-vous et transmissions. Rien n’y est modifié ; chaque ligne est conservée ${keptDays} jours, puis supprimée. Heure de Paris.</p>
<form method="get" action="${path}" role="search" class="fields">
<p><label for="q">Régulateur, nom ou identifiant</label>
<input id="q" name="q" type="search" value="${search}" maxlength="200" autocomplete="off"></p>
<p><label for="day">Jour</label>
<input id="day" name="day" type="date" value="${day}"></p>
<p><button>Rechercher</button></p>
</form>
${entries.length === 0 && renderNone(content)}
${entries.length > 0 && renderTable(entries)}
${renderNext(content)}`,
  });
}

function renderNone({ search, day }: AuditPageContent): Html {
  return search.trim() === '' && day === ''
    ? html`<p role="status">Rien n’a encore été enregistré.</p>`
    : html`<p role="status">Rien ne correspond à cette recherche. <a href="${path}">Voir tout le journal</a></p>`;
}

function renderTable(entries: readonly AuditEntry[]): Html {
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Date</th><th scope="col" role="columnheader">Qui</th><th scope="col" role="columnheader">Quoi</th><th scope="col" role="columnheader">Résultat</th></tr></thead>
<tbody role="rowgroup">
${entries.map(renderRow)}</tbody>
</table>`;
}

function renderRow({ recordedAt, record }: AuditEntry): Html {
  const appointment = toAuditedAppointment(record);
  const action = toAuditAction(record);
  return html`<tr role="row">
<th scope="row" role="rowheader"><time datetime="${new Date(recordedAt).toISOString()}">${toMoment(recordedAt)}</time></th>
<td role="cell">${toAuditActor(record)}${toAuditActorDetails(record).map((text) => html`<div class="soft">${text}</div>`)}</td>
<td role="cell">${appointment === undefined ? action : html`<a href="${toAppointmentPath(appointment)}">${action}</a>`}</td>
<td role="cell">${toAuditOutcome(record)}</td>
</tr>
`;
}

function renderNext({ entries, hasMore, search, day }: AuditPageContent): Html | false {
  const last = entries.at(-1);
  if (!hasMore || !last) return false;
  const query = new URLSearchParams({ q: search, day, before: String(last.position) }).toString();
  return html`<nav aria-label="Pages"><ul class="days"><li><a href="${path}?${query}" rel="next">Plus anciens</a></li></ul></nav>`;
}
