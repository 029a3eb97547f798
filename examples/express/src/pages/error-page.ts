import { html } from './html.js';
import { layout } from './layout.js';

const texts = {
  400: {
    title: 'Adresse illisible',
    text: 'L’adresse demandée est mal écrite. Vérifiez le lien que vous avez suivi.',
  },
  404: {
    title: 'Page introuvable',
    text: 'Cette page ou ce lieu de consultation n’existe pas, ou n’existe plus.',
  },
  500: {
    title: 'L’agenda ne répond pas',
    text: 'Une erreur s’est produite de notre côté. Réessayez dans un instant.',
  },
} as const;

/** What a person reads when there is nothing else to show. */
export function errorPage(status: keyof typeof texts): string {
  const { title, text } = texts[status];
  return layout({
    title,
    main: html`<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">Voir tous les lieux de consultation</a></p>`,
  });
}
