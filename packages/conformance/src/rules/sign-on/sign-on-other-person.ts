import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import type { PageVisit } from './page-visit.js';
import { toEnd } from './page-visit.js';

/** The arrival of a second person at a desk where the first one's session is open. */
export interface SecondArrival extends PageVisit {
  /** Whether the platform was asked who is there. */
  readonly isConfirmed: boolean;
  /** Whether the page still names the first person. */
  readonly namesFirst: boolean;
}

/** At a shared desk, the session is that of who is there. */
export const signOnOtherPerson: Rule<SecondArrival> = {
  id: 'sign-on.other-person',
  level: 'guide',
  source: byHand('Connexion, deux régulateurs sur un même poste'),
  looksAt: 'redirections, the page that opens',
  title: {
    fr: 'Au même poste, la seconde personne remplace la première.',
    en: 'At the same desk, the second person replaces the first.',
  },
  wrong: {
    fr: 'La seconde personne se retrouve dans la session de la première',
    en: 'The second person is in the session of the first',
  },
  remedy: {
    fr: 'À une arrivée, faites confirmer par la plateforme qui est là dès que la session n’a pas été confirmée depuis peu.',
    en: 'On an arrival, let the platform confirm who is there unless the session was confirmed a short time ago.',
  },
  find: (visit) =>
    visit.isConfirmed && !visit.namesFirst && visit.isRegulatorPage
      ? []
      : [{ element: 'page', received: toEnd(visit) }],
};
