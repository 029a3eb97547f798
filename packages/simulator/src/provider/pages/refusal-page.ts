import { html } from '../../portal/pages/html.js';
import type { Page } from './page.js';

/** What a person can make of an error of the protocol. */
const sentences: Readonly<Record<string, string>> = {
  invalid_client: 'Le logiciel qui vous envoie n’est pas connu de la plateforme.',
  invalid_redirect_uri: 'Le logiciel demande à revenir à une adresse qui n’est pas enregistrée.',
  access_denied: 'La plateforme a refusé la connexion.',
  server_error: 'La plateforme n’a pas pu répondre.',
};

/** Says why the provider can't go on, where it can't tell the vendor's software either. */
export function refusalPage({
  error,
  description,
}: {
  readonly error: string;
  readonly description?: string | undefined;
}): Page {
  return {
    title: 'Connexion impossible',
    main: html`<h1>Connexion impossible</h1>
<p role="alert" class="notice bad">${sentences[error] ?? 'La demande de connexion n’est pas recevable.'}</p>
<p>Détail pour l’éditeur : <code translate="no">${error}${description !== undefined && ` – ${description}`}</code></p>
<p><a href="/exchanges">Voir les échanges</a></p>`,
  };
}

/** Says that a sign-on was ended already, or began too long ago. */
export function lostSignInPage(): Page {
  return {
    title: 'Cette connexion n’est plus en cours',
    status: 400,
    main: html`<h1>Cette connexion n’est plus en cours</h1>
<p role="alert" class="notice bad">Elle est déjà terminée, ou elle a commencé il y a trop longtemps.</p>
<p>Fermez cette page et reprenez le lien d’où vous veniez, ou <a href="/">revenez à la recherche de créneaux</a>.</p>`,
  };
}

/** Says that a form was sent from elsewhere. */
export function foreignFormPage(): Page {
  return {
    title: 'Formulaire refusé',
    status: 403,
    main: html`<h1>Formulaire refusé</h1>
<p role="alert" class="notice bad">Il n’a pas été envoyé depuis cette page. Rien n’a été fait.</p>`,
  };
}
