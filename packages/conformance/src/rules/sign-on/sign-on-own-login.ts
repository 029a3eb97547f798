import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type PageVisit, toEnd } from './page-visit.js';

/** Without `origin`: an error, or the vendor's own login; never a regulator's session. */
export const signOnOwnLogin: Rule<PageVisit> = {
  id: 'sign-on.own-login',
  level: 'official-fails',
  source: kitSos('Connexion, agenda ouvert sans origin'),
  check: 31,
  looksAt: 'the page that opens',
  title: {
    fr: 'Sans origin, l’agenda ne s’ouvre pas à un inconnu.',
    en: 'Without origin, the agenda does not open to a stranger.',
  },
  wrong: {
    fr: 'Sans origin, la page n’est ni une erreur, ni la connexion propre au logiciel',
    en: 'Without origin, the page is neither an error nor the vendor’s own login',
  },
  remedy: {
    fr: 'Sans origin de votre liste, montrez votre propre page de connexion, et ne donnez jamais le droit de régulateur.',
    en: 'Without an origin of your list, show your own login page, and never grant the right of a regulator.',
  },
  find: (visit) =>
    visit.isRegulatorPage || visit.isAtPlatform
      ? [{ element: 'page', received: toEnd(visit) }]
      : [],
};
