import { html } from '../../portal/pages/html.js';
import { toFullName } from '../../portal/pages/words.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import type { Page } from './page.js';

const mostNames = 50;

/** The sign-in of the realm `esante-wallet`: in place of the confirmation on somebody's e-CPS. */
export function pscPage({ holders }: { readonly holders: readonly PlatformRegulator[] }): Page {
  return {
    title: 'Pro Santé Connect (simulé)',
    main: html`<h1>Pro Santé Connect (simulé)</h1>
<p class="lead">Choisissez de qui vient la confirmation, comme le ferait l’application e-CPS. Seuls les régulateurs qui ont un identifiant national ont une carte.</p>
${holders.length === 0 && html`<p role="alert" class="notice bad">Aucun régulateur n’a d’identifiant national.</p>`}
<form method="post" class="card">
<ul class="plain">
${holders.slice(0, mostNames).map(
  (
    holder,
  ) => html`<li><button class="second" name="regulator" value="${holder.id}">Confirmer avec l’e-CPS de ${toFullName(holder)}</button>
<span class="soft" translate="no">${holder.nationalId}</span>${!holder.isActive && html` <span class="tag off">Compte désactivé sur la plateforme</span>`}</li>
`,
)}</ul>
</form>
<form method="post"><p class="actions"><button class="second" name="action" value="cancel">Annuler</button></p></form>`,
  };
}
