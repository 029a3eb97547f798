import { html } from './html.js';
import type { PageContent } from './layout.js';
import type { ErrorStatus } from './page-context.js';

const texts: Readonly<Record<ErrorStatus, { readonly title: string; readonly text: string }>> = {
  400: {
    title: 'Demande illisible',
    text: 'L’adresse ou le formulaire est mal écrit. Vérifiez le lien que vous avez suivi.',
  },
  403: {
    title: 'Formulaire refusé',
    text: 'Ce formulaire ne vient pas des pages du simulateur. Rien n’a été changé. Ouvrez la page ici et recommencez.',
  },
  404: {
    title: 'Page introuvable',
    text: 'Cette page n’existe pas, ou ce qu’elle montrait a été effacé depuis.',
  },
  413: {
    title: 'Formulaire trop long',
    text: 'Ce qui a été envoyé est plus long qu’aucun formulaire de ce site. Rien n’a été enregistré.',
  },
  500: {
    title: 'Le simulateur a échoué',
    text: 'Une erreur s’est produite dans le simulateur lui-même, pas dans votre logiciel. Rechargez la page ; si cela recommence, relancez la commande.',
  },
};

/** What a person reads when there is nothing else to show. */
export function toErrorPage(status: ErrorStatus): Pick<PageContent, 'title' | 'main'> {
  const { title, text } = texts[status];
  return {
    title,
    main: html`<h1>${title}</h1>
<p class="lead">${text}</p>
<p><a class="go" href="/">Revenir à la recherche de créneaux</a></p>`,
  };
}
