import type { DeliveryStatus, StoredAppointmentReport } from '@sas-sos/appointments';
import { toAppointmentPath } from '../appointments/appointment-page.js';
import {
  toAppointmentStatus,
  toDuration,
  toEffector,
  toWhen,
} from '../appointments/appointment-words.js';
import { toShortRpps } from '../appointments/parse-rpps.js';
import { renderFailureText, toReportedSpan } from '../appointments/report-table.js';
import { type Html, html } from '../pages/html.js';
import { csrfField, layout, type SignedIn } from '../pages/layout.js';

/** Reports kept aside on one page. */
export const listedReports = 50;
/** Maximum length of the reason for a decision. */
export const longestReason = 500;
/** Maximum length of the name of the person who decides. */
export const longestName = 80;

export interface ReportListContent {
  readonly status: DeliveryStatus;
  /** The reports kept aside, earliest first. */
  readonly reports: readonly StoredAppointmentReport[];
  /** What is wrong with the decision that was just submitted. */
  readonly alert?: string | undefined;
  readonly signedIn: SignedIn;
}

/** Renders the reports that the platform refused, for a decision, and the state of delivery. */
export function reportListPage(content: ReportListContent): string {
  const { status, reports, alert, signedIn } = content;
  const last = reports.at(-1);
  return layout({
    title: 'Comptes rendus à la plateforme SAS',
    signedIn,
    main: html`<h1>Comptes rendus à la plateforme SAS</h1>
${alert !== undefined && html`<p role="alert" class="alert">${alert}</p>`}
${renderDelivery(status)}
<h2>Mis de côté</h2>
${reports.length === 0 && html`<p role="status">Aucun compte rendu n’est mis de côté.</p>`}
${reports.map((report) => renderCard(report, signedIn))}
${reports.length === listedReports && last && html`<nav aria-label="Pages"><ul class="days"><li><a href="/staff/reports?after=${last.position}" rel="next">Suivants</a></li></ul></nav>`}`,
  });
}

const breakers = {
  closed: 'appelée normalement',
  open: 'mise en attente, après plusieurs échecs de suite',
  probing: 'essayée avec un seul compte rendu',
} as const;

function renderDelivery(status: DeliveryStatus): Html {
  const { waiting, aside, oldestWaitingMilliseconds, oldestAsideMilliseconds } = status;
  const { breaker, lastFailure, isLate } = status;
  return html`<dl>
<dt>En attente</dt><dd>${waiting}${waiting > 0 && html`, le plus ancien depuis ${toDuration(oldestWaitingMilliseconds)}`}${isLate && html` <strong>– c’est trop long</strong>`}</dd>
<dt>Mis de côté</dt><dd>${aside}${aside > 0 && html`, le plus ancien depuis ${toDuration(oldestAsideMilliseconds)}`}</dd>
<dt>La plateforme est</dt><dd>${breakers[breaker]}</dd>
<dt>Dernier échec</dt><dd>${lastFailure ? html`${toWhen(lastFailure.at)} : ${lastFailure.status === undefined ? 'pas de réponse' : `réponse ${lastFailure.status}`}` : 'aucun depuis le démarrage'}</dd>
</dl>`;
}

function renderCard(stored: StoredAppointmentReport, { csrf }: SignedIn): Html {
  const { position, report, storedAt } = stored;
  const title = `compte-rendu-${position}`;
  const drop = renderForm({
    ...{ position, csrf, action: 'drop' },
    legend: 'Abandonner : la plateforme ne l’aura jamais',
  });
  if (!report) {
    return html`<section class="card" aria-labelledby="${title}">
<h3 id="${title}">Compte rendu illisible, enregistré ${toWhen(storedAt)}</h3>
${drop}
</section>
`;
  }
  const { id, status, effector, regulator } = report;
  return html`<section class="card" aria-labelledby="${title}">
<h3 id="${title}">${toAppointmentStatus(status)}, ${toReportedSpan(report, 'Europe/Paris')}</h3>
${renderFailureText(stored)}
<dl>
<dt>Rendez-vous</dt><dd><a href="${toAppointmentPath(id)}">${id}</a></dd>
<dt>Médecin</dt><dd>${toEffector(effector)}</dd>
<dt>Régulateur</dt><dd>${'nationalId' in regulator ? regulator.nationalId : regulator.technicalId}</dd>
<dt>Enregistré</dt><dd>${toWhen(storedAt)} (heure de Paris)</dd>
</dl>
${renderForm({ position, csrf, action: 'mend', legend: 'Corriger et renvoyer', effector })}
${renderForm({ position, csrf, action: 'resend', legend: 'Renvoyer tel quel' })}
${drop}
</section>
`;
}

function renderForm({
  position,
  csrf,
  action,
  legend,
  effector,
}: {
  readonly position: number;
  readonly csrf: string;
  readonly action: 'mend' | 'resend' | 'drop';
  readonly legend: string;
  readonly effector?: string | null;
}): Html {
  const id = `${action}-${position}`;
  return html`<form method="post" action="/staff/reports/${position}/${action}" class="fields">
${csrfField(csrf)}
<fieldset><legend>${legend}</legend>
${
  action === 'mend' &&
  html`<p><label for="${id}-rpps">RPPS du médecin, 11 chiffres</label>
<input id="${id}-rpps" name="rpps" value="${effector ? toShortRpps(effector) : ''}" inputmode="numeric" maxlength="20" autocomplete="off" required></p>`
}
<p><label for="${id}-by">Votre nom</label>
<input id="${id}-by" name="by" maxlength="${longestName}" autocomplete="name" required></p>
<p><label for="${id}-reason">Motif, gardé avec votre nom</label>
<input id="${id}-reason" name="reason" maxlength="${longestReason}" autocomplete="off" required></p>
<p><button${action !== 'mend' && html` class="second"`}>${legend.split(' :', 1)[0]}</button></p></fieldset>
</form>
`;
}
