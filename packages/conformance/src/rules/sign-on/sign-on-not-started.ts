import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type PageVisit, toEnd } from './page-visit.js';

/** An `origin` that is not in the list starts nothing. */
export const signOnNotStarted: Rule<PageVisit> = {
  id: 'sign-on.not-started',
  level: 'guide',
  source: guide('Gestion des accès, valeurs d’origin'),
  looksAt: 'the page that opens',
  title: {
    fr: 'Un origin inconnu ne déclenche rien.',
    en: 'An unknown origin starts nothing.',
  },
  wrong: {
    fr: 'Un origin inconnu déclenche la connexion, donne un droit, ou fait échouer la page',
    en: 'An unknown origin starts the sign-on, grants a right, or breaks the page',
  },
  remedy: {
    fr: 'Comparez origin en entier, majuscules comprises, à la liste de ce déploiement.',
    en: 'Compare origin as a whole, case included, with the list of this deployment.',
  },
  find: (visit) =>
    visit.isRegulatorPage || visit.isAtPlatform || visit.page.status >= 500
      ? [{ element: 'page', received: toEnd(visit) }]
      : [],
};
