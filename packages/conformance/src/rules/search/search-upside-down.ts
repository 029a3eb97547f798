import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { toStatusFault } from '../accounts/account-answer.js';
import type { SearchAnswer } from '../answer/search-answer.js';

/** A window that ends before it begins is refused, or matches nothing. */
export const searchUpsideDown: Rule<SearchAnswer> = {
  id: 'search.upside-down',
  level: 'guide',
  source: byHand('Recherche, période à l’envers'),
  looksAt: 'HTTP status, Bundle.entry',
  title: {
    fr: 'Une période à l’envers est refusée par 400, ou ne trouve rien.',
    en: 'A period upside down is refused with 400, or matches nothing.',
  },
  wrong: {
    fr: 'Une période à l’envers n’est ni refusée par 400, ni sans résultat',
    en: 'A period upside down is neither refused with 400 nor without results',
  },
  remedy: {
    fr: 'Répondez 400 et un OperationOutcome quand « ge » suit « le », ou un Bundle vide ; jamais 500.',
    en: 'Answer 400 and an OperationOutcome when `ge` is after `le`, or an empty Bundle; never 500.',
  },
  find: ({ call, set }) => {
    const isRefused = call.status >= 400 && call.status < 500;
    return isRefused || set?.entries.length === 0 ? [] : [toStatusFault(call, '400')];
  },
};
