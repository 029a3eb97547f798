import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type PageVisit, toEnd } from './page-visit.js';

/** A right that was withdrawn ends at once, in a session that is open. */
export const signOnRightEnded: Rule<PageVisit> = {
  id: 'sign-on.right-ended',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, retrait du droit'),
  looksAt: 'the page that opens',
  title: {
    fr: 'Le droit retiré cesse dans la session ouverte.',
    en: 'A withdrawn right ends in the open session.',
  },
  wrong: {
    fr: 'Après le retrait du droit, la session ouverte le garde',
    en: 'After the right was withdrawn, the open session keeps it',
  },
  remedy: {
    fr: 'Relisez « active » du compte à chaque page, ou fermez ses sessions au retrait.',
    en: 'Read `active` of the account on each page, or end its sessions on removal.',
  },
  find: (visit) => (visit.isRegulatorPage ? [{ element: 'page', received: toEnd(visit) }] : []),
};
