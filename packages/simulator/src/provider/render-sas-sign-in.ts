import type { Page } from '@sas-sos/test-provider';
import { type Html, html } from '../portal/pages/html.js';
import { toFullName } from '../portal/pages/words.js';
import type { PlatformRegulator } from '../state/platform-state.js';
import { renderRealmPage } from './realm-pages.js';

/** The password of every regulator. */
export const demoPassword = 'sas-demo';

/** Names that the page lists: the others type their e-mail address. */
const mostNames = 50;

/** Renders the login page of the realm `sas`. */
export function renderSasSignIn({
  action,
  regulators,
  alert,
  email = '',
  status = 200,
}: {
  /** Where its forms are sent to. */
  readonly action: string;
  readonly regulators: readonly PlatformRegulator[];
  /** Why the last try failed. */
  readonly alert?: string | undefined;
  /** What was typed. */
  readonly email?: string | undefined;
  readonly status?: number | undefined;
}): Page {
  return renderRealmPage({
    title: 'Se connecter à la plateforme',
    status,
    main: html`<h1>Se connecter à la plateforme</h1>
<p class="lead">Les régulateurs de la démonstration ont tous le même mot de passe : <code id="password-hint" translate="no">${demoPassword}</code></p>
${alert !== undefined && html`<p role="alert" class="notice bad">${alert}</p>`}
<div class="aside-layout">
<div>
<form method="post" action="${action}" class="card">
<p class="field"><label for="email">Adresse e-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="320" value="${email}"></p>
<p class="field"><label for="password">Mot de passe</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256" aria-describedby="password-hint"></p>
<p class="actions"><button name="action" value="password">Se connecter</button></p>
</form>
<form method="post" action="${action}"><p class="actions"><button class="second" name="action" value="psc">Pro Santé Connect</button></p></form>
</div>
<div class="card aside">
<h2>Ou en un clic</h2>
<form method="post" action="${action}">
<ul class="plain">
${regulators.slice(0, mostNames).map(
  (
    regulator,
  ) => html`<li><button class="second" name="regulator" value="${regulator.id}">Se connecter en tant que ${toFullName(regulator)}</button>
${toKind(regulator)}</li>
`,
)}</ul>
</form>
</div>
</div>
<form method="post" action="${action}"><p class="actions"><button class="second" name="action" value="cancel">Annuler</button></p></form>`,
  });
}

function toKind({ isActive, nationalId }: PlatformRegulator): Html {
  if (!isActive) return html`<span class="tag off">Compte désactivé</span>`;
  return nationalId === null
    ? html`<span class="soft">sans identifiant national</span>`
    : html`<span class="soft">avec un identifiant national</span>`;
}
