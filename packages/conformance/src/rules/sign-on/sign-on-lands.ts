import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type PageVisit, toEnd } from './page-visit.js';

/** Somebody who is signed in to the platform lands on the agenda, as a regulator. */
export const signOnLands: Rule<PageVisit> = {
  id: 'sign-on.lands',
  level: 'official-fails',
  source: kitSos('Connexion, agenda ouvert avec origin par une personne connectée'),
  check: 33,
  looksAt: 'the page that opens',
  title: {
    fr: 'La personne arrive connectée, sur l’agenda.',
    en: 'The person arrives signed on, at the agenda.',
  },
  wrong: {
    fr: 'La personne n’arrive pas, connectée, sur l’agenda demandé',
    en: 'The person does not arrive, signed on, at the requested agenda',
  },
  remedy: {
    fr: 'Au retour de la plateforme, cherchez le compte par l’e-mail (ou l’identifiant national), ouvrez la session, et redirigez vers la page demandée au départ.',
    en: 'On the way back from the platform, find the account by e-mail (or national id), open the session, and redirect to the page that was requested first.',
  },
  find: (visit) => (visit.isRegulatorPage ? [] : [{ element: 'page', received: toEnd(visit) }]),
};
