import type { PlatformRegulator } from '../../state/platform-state.js';
import { type Html, html } from '../html.js';
import { toIso, toMoment } from '../local-time.js';

/** Says whether the right is held. */
export const toRight = ({ isActive }: PlatformRegulator): Html =>
  isActive ? html`<span class="tag ok">Actif</span>` : html`<span class="tag off">Désactivé</span>`;

/** Says what the vendor knows, by what it last took. */
export function toKnowledge({ lastSent, isActive }: PlatformRegulator): Html {
  if (!lastSent) return html`<span class="tag off">Inconnu du logiciel</span>`;
  if (lastSent.isActive !== isActive) {
    return html`<span class="tag careful">Connu, à mettre à jour</span>`;
  }
  return html`<span class="tag ok">${lastSent.isActive ? 'Connu, actif' : 'Connu, désactivé'}</span>`;
}

/** Says how the last call went. */
export function toLastCall({ lastCall }: PlatformRegulator): Html {
  if (!lastCall) return html`<span class="soft">Aucun envoi</span>`;
  const { at, interaction, status, text, exchange } = lastCall;
  const isGood = status !== null && status < 300;
  return html`<span class="tag ${isGood ? 'ok' : 'bad'}">${isGood ? '✓' : '✕'} ${status ?? 'Sans réponse'}</span>
${interaction === 'create' ? 'Création' : 'Mise à jour'}, <time datetime="${toIso(at)}">${toMoment(at)}</time>${text && html` : <q>${text}</q>`}
<a href="/exchanges/${exchange}">Échange nº ${exchange}</a>`;
}
