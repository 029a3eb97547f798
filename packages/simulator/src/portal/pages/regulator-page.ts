import type { PlatformRegulator } from '../../state/platform-state.js';
import { html } from './html.js';
import type { PageContent } from './layout.js';
import { type RegulatorMistakes, type TypedRegulator, toRegulatorForm } from './regulator-form.js';
import { toKnowledge, toLastCall, toRight } from './regulator-list.js';
import { toFullName } from './words.js';

const doneWords = {
  created:
    'Régulateur créé. Votre logiciel en sera informé à la prochaine connexion du régulateur.',
  changed:
    'Changement enregistré. Votre logiciel en sera informé à la prochaine connexion du régulateur.',
  disabled: 'Droit retiré ; votre logiciel vient d’en être informé.',
  enabled: 'Droit rendu. Votre logiciel en sera informé à la prochaine connexion du régulateur.',
  sent: 'Envoi fait.',
} as const;

/** The last action of the person. */
export type RegulatorDeed = keyof typeof doneWords;

export const isRegulatorDeed = (text: string | null): text is RegulatorDeed =>
  text !== null && Object.hasOwn(doneWords, text);

/** One regulator: the editable fields, and what the vendor has. */
export function toRegulatorPage({
  regulator,
  typed,
  mistakes,
  done,
}: {
  readonly regulator: PlatformRegulator;
  readonly typed: TypedRegulator;
  readonly mistakes: RegulatorMistakes;
  readonly done: RegulatorDeed | undefined;
}): PageContent {
  const path = `/regulators/${encodeURIComponent(regulator.id)}`;
  const { lastSent, lastCall, isActive } = regulator;
  const hasFailed = lastCall !== null && (lastCall.status === null || lastCall.status >= 300);
  const isAnswered = done === 'sent' || done === 'disabled';
  return {
    title: toFullName(regulator),
    current: 'regulators',
    main: html`<p class="back"><a href="/regulators">← Tous les régulateurs</a></p>
<h1>${toFullName(regulator)} ${toRight(regulator)}</h1>
${done && html`<p class="notice ${isAnswered && hasFailed ? 'bad' : 'ok'}" role="status">${isAnswered && hasFailed ? 'Votre logiciel a refusé cet envoi : voyez sa réponse ci-dessous.' : doneWords[done]}</p>`}
<div class="aside-layout end">
<div class="results">
<h2>Dans votre logiciel</h2>
<div class="card">
<dl>
<dt>État</dt><dd>${toKnowledge(regulator)}</dd>
<dt>Connu sous</dt><dd>${lastSent ? html`<code>${lastSent.identifier.system}|${lastSent.identifier.value}</code>` : 'pas encore transmis ; le compte sera créé à la prochaine connexion'}</dd>
<dt>Dernier envoi</dt><dd>${toLastCall(regulator)}</dd>
<dt>Identifiant technique</dt><dd><code>${regulator.technicalId}</code></dd>
</dl>
<div class="actions">
<form method="post" action="${path}/send"><button>Envoyer maintenant</button></form>
<form method="post" action="${path}/${isActive ? 'disable' : 'enable'}"><button class="second">${isActive ? 'Retirer le droit' : 'Rendre le droit'}</button></form>
</div>
</div>
</div>
<div class="aside">
<h2>Sur la plateforme</h2>
${toRegulatorForm({ action: path, button: 'Enregistrer', typed, mistakes })}
</div>
</div>`,
  };
}
