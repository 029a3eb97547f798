import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type PageVisit, toEnd } from './page-visit.js';

/** With `origin`, by redirections alone and without cookies: the platform's login page. */
export const signOnPlatformLogin: Rule<PageVisit> = {
  id: 'sign-on.platform-login',
  level: 'official-fails',
  source: kitSos('Connexion, agenda ouvert avec origin'),
  check: 32,
  looksAt: 'redirections',
  title: {
    fr: 'Avec origin, les redirections mènent à la connexion de la plateforme.',
    en: 'With origin, redirections lead to the login of the platform.',
  },
  wrong: {
    fr: 'Avec origin, les redirections ne mènent pas à la connexion de la plateforme',
    en: 'With origin, redirections do not lead to the login of the platform',
  },
  remedy: {
    fr: 'Redirigez par 302, côté serveur, sans JavaScript et sans compter sur un cookie, vers le point d’autorisation de la plateforme.',
    en: 'Redirect with 302, on the server, without JavaScript and without relying on a cookie, to the authorization endpoint of the platform.',
  },
  find: (visit) => (visit.isAtPlatform ? [] : [{ element: 'page', received: toEnd(visit) }]),
};
