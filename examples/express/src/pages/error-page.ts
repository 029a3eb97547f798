import { html } from './html.js';
import { layout, type SignedIn } from './layout.js';

const texts = {
  400: {
    title: 'Requête non valide',
    text: 'La requête n’est pas valide. Vérifiez le lien que vous avez suivi.',
  },
  403: {
    title: 'Formulaire refusé',
    text: 'Ce formulaire n’est plus valable : votre session a expiré, ou votre navigateur refuse les cookies. Rien n’a été enregistré. Rouvrez la page et recommencez.',
  },
  404: {
    title: 'Page introuvable',
    text: 'Cette page, ce lieu de consultation ou ce rendez-vous n’existe pas, ou n’existe plus.',
  },
  413: {
    title: 'Envoi trop volumineux',
    text: 'L’envoi est trop volumineux. Rien n’a été enregistré.',
  },
  421: {
    title: 'Adresse inconnue',
    text: 'Sur cette machine, l’agenda ne répond qu’à ses propres noms : localhost ou 127.0.0.1.',
  },
  429: {
    title: 'Trop de tentatives',
    text: 'Trop de connexions ont échoué. Attendez une minute avant de réessayer.',
  },
  500: {
    title: 'L’agenda ne répond pas',
    text: 'Une erreur s’est produite de notre côté. Réessayez dans un instant.',
  },
} as const;

/** The errors that have a page. */
export type ErrorStatus = keyof typeof texts;

/** Renders the page of an HTTP error. */
export function errorPage(status: ErrorStatus, signedIn?: SignedIn): string {
  const { title, text } = texts[status];
  return layout({
    title,
    signedIn,
    main: html`<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">Voir tous les lieux de consultation</a></p>`,
  });
}
