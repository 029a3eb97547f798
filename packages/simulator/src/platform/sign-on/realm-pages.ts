import type { Page, RealmPages } from '@sas-sos/test-provider';
import { type Html, html } from '../../portal/pages/html.js';
import { renderPage } from '../../portal/pages/layout.js';

const headers: Readonly<Record<string, string>> = {
  // No `form-action`: Chromium applies it to every redirect after a form, and a sign-on may end at
  // any page of the vendor, on any origin.
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // With `no-referrer` a browser sends the `Origin` of a form as `null`.
  'referrer-policy': 'same-origin',
};

/** Renders a page of the identity provider. */
export function renderRealmPage({
  title,
  main,
  status,
}: {
  readonly title: string;
  readonly main: Html;
  readonly status?: number | undefined;
}): Page {
  return { html: renderPage({ title, main }), status, headers };
}

/** What an error of the protocol means for a person. */
const sentences: Readonly<Record<string, string>> = {
  invalid_client: 'Le logiciel qui vous envoie n’est pas connu de la plateforme.',
  invalid_redirect_uri: 'Le logiciel demande à revenir à une adresse qui n’est pas enregistrée.',
  access_denied: 'La plateforme a refusé la connexion.',
  server_error: 'La plateforme n’a pas pu répondre.',
};

/** The pages of both realms, other than their login pages. */
export const realmPages: RealmPages = {
  refusal: ({ error, description }) =>
    renderRealmPage({
      title: 'Connexion impossible',
      main: html`<h1>Connexion impossible</h1>
<p role="alert" class="notice bad">${sentences[error] ?? 'La demande de connexion n’est pas recevable.'}</p>
<p>Détail pour l’éditeur : <code translate="no">${error}${description !== undefined && ` – ${description}`}</code></p>
<p><a href="/exchanges">Voir les échanges</a></p>`,
    }),
  lostSignIn: () =>
    renderRealmPage({
      title: 'Cette connexion n’est plus en cours',
      status: 400,
      main: html`<h1>Cette connexion n’est plus en cours</h1>
<p role="alert" class="notice bad">Elle est déjà terminée, ou elle a commencé il y a trop longtemps.</p>
<p>Fermez cette page et reprenez le lien d’où vous veniez, ou <a href="/">revenez à la recherche de créneaux</a>.</p>`,
    }),
  foreignForm: () =>
    renderRealmPage({
      title: 'Formulaire refusé',
      status: 403,
      main: html`<h1>Formulaire refusé</h1>
<p role="alert" class="notice bad">Il n’a pas été envoyé depuis cette page. Rien n’a été fait.</p>`,
    }),
  confirmLogout: ({ action, secret }) =>
    renderRealmPage({
      title: 'Se déconnecter',
      main: html`<h1>Se déconnecter de la plateforme ?</h1>
<p>Les logiciels ouverts depuis la plateforme en seront informés.</p>
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${secret}">
<p><button name="logout" value="yes">Se déconnecter</button></p>
</form>
<p><a href="/">Rester connecté</a></p>`,
    }),
  signedOut: () =>
    renderRealmPage({
      title: 'Vous êtes déconnecté',
      main: html`<h1>Vous êtes déconnecté</h1>
<p>Votre session sur la plateforme est terminée.</p>
<p><a href="/">Retour à la recherche de créneaux</a></p>`,
    }),
};
