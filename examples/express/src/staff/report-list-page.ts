import type { DeliveryStatus } from '@sas-sos/appointments';
import { toDuration, toWhen } from '../appointments/appointment-words.js';
import { type Html, html } from '../pages/html.js';
import { layout, type SignedIn } from '../pages/layout.js';
import { type KeptReport, reportCard } from './report-card.js';
import type { SubmittedDecision } from './submitted-decision.js';

/** Reports kept aside on one page. */
export const listedReports = 50;

export interface ReportListContent {
  readonly status: DeliveryStatus;
  /** The reports kept aside, earliest first. */
  readonly reports: readonly KeptReport[];
  /** What is wrong with the decision that was just submitted. */
  readonly alert?: string | undefined;
  /** That decision, so that nothing has to be written again. */
  readonly submitted?: SubmittedDecision | undefined;
  /** What was just done. */
  readonly notice?: string | undefined;
  readonly signedIn: SignedIn;
}

/** Renders the reports that the platform refused, for a decision, and the state of delivery. */
export function reportListPage(content: ReportListContent): string {
  const { status, reports, alert, submitted, notice, signedIn } = content;
  const last = reports.at(-1);
  return layout({
    title: 'Transmissions à la plateforme SAS',
    signedIn,
    main: html`<h1>Transmissions à la plateforme SAS</h1>
${alert !== undefined && html`<p role="alert" class="alert">${alert}</p>`}
${notice !== undefined && html`<p role="status" class="done">${notice}</p>`}
${renderDelivery(status)}
<h2>Refusées, à traiter</h2>
${reports.length === 0 && html`<p role="status">Aucune transmission refusée à traiter.</p>`}
${reports.map((kept) => reportCard(kept, { csrf: signedIn.csrf, submitted }))}
${reports.length === listedReports && last && html`<nav aria-label="Pages"><ul class="days"><li><a href="/staff/reports?after=${last.stored.position}" rel="next">Suivants</a></li></ul></nav>`}`,
  });
}

const breakers = {
  closed: 'normale',
  open: 'suspendue après plusieurs échecs',
  probing: 'reprise en cours d’essai',
} as const;

function renderDelivery(status: DeliveryStatus): Html {
  const { waiting, aside, oldestWaitingMilliseconds, oldestAsideMilliseconds } = status;
  const { breaker, lastFailure, isLate } = status;
  return html`<dl>
<dt>Pas encore transmises</dt><dd>${waiting}${waiting > 0 && html`, la plus ancienne depuis ${toDuration(oldestWaitingMilliseconds)}`}${isLate && html` <strong>– c’est trop long</strong>`}</dd>
<dt>Refusées, à traiter</dt><dd>${aside}${aside > 0 && html`, la plus ancienne depuis ${toDuration(oldestAsideMilliseconds)}`}</dd>
<dt>Transmission</dt><dd>${breakers[breaker]}</dd>
<dt>Dernier échec</dt><dd>${lastFailure ? html`${toWhen(lastFailure.at)} : ${lastFailure.status === undefined ? 'pas de réponse' : `réponse ${lastFailure.status}`}` : 'aucun depuis le démarrage'}</dd>
</dl>`;
}
