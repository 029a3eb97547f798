import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import type { PageVisit } from './page-visit.js';

const most = 3;

/** Few redirections from the agenda to the login page. */
export const signOnHops: Rule<PageVisit> = {
  id: 'sign-on.hops',
  level: 'good-practice',
  source: byHand('Connexion, nombre de redirections'),
  looksAt: 'redirections',
  title: {
    fr: 'Trois redirections au plus mènent à la connexion.',
    en: 'At most three redirections lead to the login.',
  },
  wrong: {
    fr: 'Trop de redirections mènent à la connexion',
    en: 'Too many redirections lead to the login',
  },
  remedy: {
    fr: 'Redirigez de l’agenda directement vers le point d’autorisation.',
    en: 'Redirect from the agenda directly to the authorization endpoint.',
  },
  applies: ({ isAtPlatform }) => isAtPlatform,
  find: ({ page: { hops } }) =>
    hops.length - 1 <= most
      ? []
      : [{ element: 'redirections', expected: `≤ ${most}`, received: String(hops.length - 1) }],
};
