import { html } from '../pages/html.js';
import { csrfField, layout } from '../pages/layout.js';

/** Renders the vendor's own login page, for the staff. */
export function loginPage({
  csrf,
  next,
  isRefused,
  signOnPath,
}: {
  readonly csrf: string;
  /** Path to continue to. */
  readonly next: string;
  /** Whether an attempt has just failed. */
  readonly isRefused: boolean;
  /** Where a regulator signs on and sees the requested page; absent for a page of the staff. */
  readonly signOnPath?: string | undefined;
}): string {
  return layout({
    title: isRefused ? 'Connexion refusée' : 'Connexion du secrétariat',
    main: html`<h1>Connexion du secrétariat</h1>
${isRefused && html`<p role="alert" class="alert">Identifiant ou mot de passe incorrect.</p>`}
<p>Les régulateurs n’ont pas de mot de passe ici : ils arrivent, déjà connectés, depuis la plateforme SAS.</p>
${signOnPath !== undefined && html`<p><a href="${signOnPath}">Régulateur : continuer avec la plateforme SAS</a></p>`}
<form method="post" action="/login" class="fields">
${csrfField(csrf)}<input type="hidden" name="next" value="${next}">
<p><label for="user">Identifiant</label>
<input id="user" name="user" autocomplete="username" autocapitalize="none" spellcheck="false" required></p>
<p><label for="password">Mot de passe</label>
<input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><button>Se connecter</button></p>
</form>`,
  });
}
