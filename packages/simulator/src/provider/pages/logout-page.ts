import { html } from '../../portal/pages/html.js';
import type { Page } from './page.js';

/** Asks whether somebody means to sign out. */
export function logoutPage({
  action,
  secret,
}: {
  readonly action: string;
  readonly secret: string;
}): Page {
  return {
    title: 'Se déconnecter',
    main: html`<h1>Se déconnecter de la plateforme ?</h1>
<p>Les logiciels où vous êtes entré par la plateforme en sont prévenus.</p>
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${secret}">
<p><button name="logout" value="yes">Se déconnecter</button></p>
</form>
<p><a href="/">Rester connecté</a></p>`,
  };
}

/** Says that somebody has signed out. */
export function signedOutPage(): Page {
  return {
    title: 'Vous êtes déconnecté',
    main: html`<h1>Vous êtes déconnecté</h1>
<p>Votre session sur la plateforme est terminée.</p>
<p><a href="/">Retour à la recherche de créneaux</a></p>`,
  };
}
