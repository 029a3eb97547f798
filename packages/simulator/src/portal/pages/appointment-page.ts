import { findOperator, toOperator } from '../../platform/appointments/find-operator.js';
import type {
  AppointmentVersion,
  PlatformRegulator,
  ReportedAppointment,
} from '../../state/platform-state.js';
import { toChanges, toEffector, toState } from './appointment-words.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';
import { toIso, toMoment, toMomentAndZone, toSeconds } from './local-time.js';
import { toFullName } from './words.js';

/** The life of one appointment, and what the call centre would receive about it. */
export function toAppointmentPage(
  { identifier, versions }: ReportedAppointment,
  regulators: readonly PlatformRegulator[],
): PageContent {
  const last = versions.at(-1);
  const title = `Rendez-vous du ${toMomentAndZone(last?.resource.start)}`;
  const { word, tone } = toState(last?.resource.status);
  return {
    title,
    current: 'appointments',
    main: html`<p class="back"><a href="/appointments">← Tous les rendez-vous</a></p>
<h1>${title} <span class="tag ${tone}">${word}</span></h1>
<p class="soft">Identifiant dans votre logiciel : <code>${identifier.system}|${identifier.value}</code></p>
<div class="aside-layout end">
<div class="results">
<h2>Historique</h2>
<ol class="timeline">
${versions.map((version, index) => toEvent(version, versions[index - 1]))}</ol>
</div>
<div class="aside">
<h2>Ce que reçoit le centre 15</h2>
${last && toCallCentre(last, regulators)}
</div>
</div>`,
  };
}

function toEvent(
  { version, receivedAt, interaction, resource, isRepeat }: AppointmentVersion,
  before: AppointmentVersion | undefined,
): Html {
  const changes = toChanges(before?.resource, resource);
  return html`<li${isRepeat && html` class="repeat"`}>
<p class="when"><time datetime="${toIso(receivedAt)}">${toMoment(receivedAt)} <small>(${toSeconds(receivedAt)})</small></time> <code>${interaction === 'create' ? 'POST' : 'PUT'}</code></p>
<p class="what">${
    isRepeat
      ? html`<span class="tag off">Répété</span> Même transmission, reçue une fois de plus.`
      : changes.length > 0
        ? html`<span class="begin">${changes.join(' ; ')}</span>`
        : 'Aucun changement visible.'
  }</p>
<details><summary>Transmission reçue, version ${version}</summary><pre tabindex="0"><code>${JSON.stringify(resource, null, 2)}</code></pre></details>
</li>
`;
}

function toCallCentre(
  { resource }: AppointmentVersion,
  regulators: readonly PlatformRegulator[],
): Html {
  const operator = toOperator(resource);
  const regulator = findOperator(regulators, resource);
  return html`<div class="card slip">
<dl>
<dt>Début</dt><dd>${toMomentAndZone(resource.start)}</dd>
<dt>Fin</dt><dd>${toMomentAndZone(resource.end)}</dd>
<dt>Statut</dt><dd>${toState(resource.status).word}</dd>
<dt>Régulateur</dt><dd>${regulator ? toFullName(regulator) : html`<span class="soft">inconnu de la plateforme</span>`}${operator?.value && html`<br><code>${operator.value}</code>`}</dd>
<dt>Effecteur</dt><dd>${toEffector(resource) ?? html`<span class="soft">pas encore connu</span>`}</dd>
<dt>Pris le</dt><dd>${resource.created ? toMomentAndZone(resource.created) : html`<span class="soft">non précisé</span>`}</dd>
<dt>Lieu</dt><dd class="soft">non transmis par ce flux</dd>
<dt>Patient</dt><dd class="soft">jamais transmis par ce flux</dd>
</dl>
</div>`;
}
