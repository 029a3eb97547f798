import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { type PageVisit, toEnd } from './page-visit.js';

/** A page that must not open a session does not, and does not break. */
export const signOnNoSession: Rule<PageVisit> = {
  id: 'sign-on.no-session',
  level: 'guide',
  source: byHand('Connexion, retours rejoués, forgés ou refusés'),
  looksAt: 'the page that opens',
  title: {
    fr: 'Aucune session n’est ouverte, et la page le dit.',
    en: 'No session is opened, and the page says so.',
  },
  wrong: {
    fr: 'Une session est ouverte, ou la page échoue par 5xx',
    en: 'A session is opened, or the page fails with 5xx',
  },
  remedy: {
    fr: 'N’acceptez un retour qu’une fois, avec le state de ce navigateur, et répondez 4xx par une page qui dit de recommencer.',
    en: 'Accept a callback once, with the state of this browser, and answer 4xx with a page that says to start again.',
  },
  find: (visit) =>
    visit.isRegulatorPage || visit.page.status >= 500
      ? [{ element: 'page', received: toEnd(visit) }]
      : [],
};
