import { html } from '../pages/html.js';
import { csrfField, layout, type SignedIn } from '../pages/layout.js';
import { toMoment } from '../pages/local-time.js';
import { terms } from './terms.js';

/** Renders the terms of use, to accept or to decline. */
export function termsPage({
  signedIn,
  next,
  acceptedAt,
}: {
  readonly signedIn: SignedIn;
  /** Path to continue to. */
  readonly next: string;
  /** When this version was accepted; `null` if it was not. */
  readonly acceptedAt: number | null;
}): string {
  return layout({
    title: 'Conditions d’utilisation',
    signedIn,
    main: html`<h1>Conditions d’utilisation</h1>
<p class="soft">Version ${terms.version}.</p>
${acceptedAt === null && html`<p>Avant d’ouvrir l’agenda, lisez ces conditions et acceptez-les.</p>`}
${terms.paragraphs.map(
  ({ title, text }) => html`<h2>${title}</h2>
<p>${text}</p>
`,
)}
${
  acceptedAt === null
    ? html`<form method="post" action="/regulator/terms" class="fields sticky">
${csrfField(signedIn.csrf)}<input type="hidden" name="version" value="${terms.version}"><input type="hidden" name="next" value="${next}">
<p><button name="decision" value="accept">J’accepte</button> <button name="decision" value="decline" class="second">Je refuse</button></p>
<p class="soft">Si vous refusez, vous serez déconnecté.</p>
</form>`
    : html`<p>Vous les avez acceptées le ${toMoment(acceptedAt)}. <a href="${next}">Continuer</a></p>`
}`,
  });
}

/** Renders the page for a regulator who declined. */
export function termsDeclinedPage(): string {
  return layout({
    title: 'Conditions refusées',
    main: html`<h1>Conditions refusées</h1>
<p role="status">Vous avez refusé les conditions d’utilisation : vous êtes déconnecté, et rien n’a été enregistré.</p>
<p>Pour les relire, revenez depuis la plateforme SAS.</p>`,
  });
}

/** Renders the page for a person who is not signed in as a regulator. */
export function regulatorOnlyPage(): string {
  return layout({
    title: 'Réservé aux régulateurs',
    main: html`<h1>Réservé aux régulateurs</h1>
<p>Cette page ne s’ouvre que depuis la plateforme SAS. Si vous en venez, votre session a expiré : rouvrez l’agenda depuis la plateforme.</p>
<p><a href="/">Voir tous les lieux de consultation</a></p>`,
  });
}
