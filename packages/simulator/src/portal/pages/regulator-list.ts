import type { PlatformRegulator } from '../../state/platform-state.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';
import { toIso, toMoment } from './local-time.js';
import { type RegulatorMistakes, type TypedRegulator, toRegulatorForm } from './regulator-form.js';
import { toCount, toFullName } from './words.js';

/** Describes whether the regulator has the right. */
export const toRight = ({ isActive }: PlatformRegulator): Html =>
  isActive ? html`<span class="tag ok">Actif</span>` : html`<span class="tag off">Désactivé</span>`;

/** Describes what the vendor has, according to its last successful answer. */
export function toKnowledge({ lastSent, isActive }: PlatformRegulator): Html {
  if (!lastSent) return html`<span class="tag off">Inconnu du logiciel</span>`;
  if (lastSent.isActive !== isActive) {
    return html`<span class="tag careful">Connu, à mettre à jour</span>`;
  }
  return html`<span class="tag ok">${lastSent.isActive ? 'Connu, actif' : 'Connu, désactivé'}</span>`;
}

/** Describes the result of the last call. */
export function toLastCall({ lastCall }: PlatformRegulator): Html {
  if (!lastCall) return html`<span class="soft">Aucun envoi</span>`;
  const { at, interaction, status, text, exchange } = lastCall;
  const isGood = status !== null && status < 300;
  return html`<span class="tag ${isGood ? 'ok' : 'bad'}">${isGood ? '✓' : '✕'} ${status ?? 'Sans réponse'}</span>
${interaction === 'create' ? 'Création' : 'Mise à jour'}, <time datetime="${toIso(at)}">${toMoment(at)}</time>${text && html` : <q>${text}</q>`}
<a href="/exchanges/${exchange}">Échange nº ${exchange}</a>`;
}

/** All regulators of the platform, and a form to add one. */
export function toRegulatorListPage({
  regulators,
  typed,
  mistakes,
}: {
  readonly regulators: readonly PlatformRegulator[];
  readonly typed: TypedRegulator;
  readonly mistakes: RegulatorMistakes;
}): PageContent {
  return {
    title: 'Régulateurs',
    current: 'regulators',
    main: html`<h1>Régulateurs</h1>
<p class="lead">La plateforme annonce un régulateur à votre logiciel quand il se connecte (INT_R02), et tout de suite quand il perd son droit.</p>
<div class="aside-layout end">
<div class="results">
${
  regulators.length === 0
    ? html`<div class="empty"><h2>Aucun régulateur</h2><p>Créez-en un : il pourra se connecter à la plateforme, puis à votre logiciel.</p></div>`
    : toTable(regulators)
}
</div>
<div class="aside">
<h2 id="nouveau">Nouveau régulateur</h2>
${toRegulatorForm({ action: '/regulators', button: 'Créer', typed, mistakes })}
</div>
</div>`,
  };
}

function toTable(regulators: readonly PlatformRegulator[]): Html {
  return html`<table class="stacked card" role="table">
<caption>${toCount(regulators.length, 'régulateur', 'régulateurs')}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Nom</th><th role="columnheader" scope="col">Identifiant</th><th role="columnheader" scope="col">Droit</th><th role="columnheader" scope="col">Dans votre logiciel</th><th role="columnheader" scope="col">Dernier envoi</th></tr></thead>
<tbody role="rowgroup">
${regulators.map(
  (regulator) => html`<tr role="row">
<th role="rowheader" scope="row" class="who-is"><a class="tap" href="/regulators/${encodeURIComponent(regulator.id)}">${toFullName(regulator)}</a> <small class="soft">${regulator.email}</small></th>
<td role="cell" data-label="Identifiant">${regulator.nationalId ? html`<code>${regulator.nationalId}</code>` : html`<span class="soft">technique</span>`}</td>
<td role="cell" data-label="Droit">${toRight(regulator)}</td>
<td role="cell" data-label="Dans votre logiciel">${toKnowledge(regulator)}</td>
<td role="cell" data-label="Dernier envoi">${toLastCall(regulator)}</td>
</tr>
`,
)}</tbody>
</table>`;
}
