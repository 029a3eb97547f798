import type { AnsweredSlot } from '../../read/search-set/search-set.js';
import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { toStatusFault } from '../accounts/account-answer.js';
import type { ComparedAnswer } from './compared-answer.js';

/** A slot that starts soon may be gone between two requests. */
const tolerance = 60_000;

/** The same search, written in another way, finds the same slots. */
export const searchSameSlots: Rule<ComparedAnswer> = {
  id: 'search.same-slots',
  level: 'guide',
  source: byHand('Recherche, autres écritures de la même requête'),
  looksAt: 'HTTP status, Slot',
  title: {
    fr: 'La même recherche, écrite autrement, trouve les mêmes créneaux.',
    en: 'The same search, written in another way, finds the same slots.',
  },
  wrong: {
    fr: 'La même recherche, écrite autrement, ne trouve pas les mêmes créneaux',
    en: 'The same search, written in another way, does not find the same slots',
  },
  remedy: {
    fr: 'Décodez la requête avant de la lire, et acceptez ce que la plateforme et ses testeurs écrivent : « | », « + », préfixe ou non, virgule finale, paramètres inconnus de vous.',
    en: 'Decode the query before you read it, and accept what the platform and its testers write: `|`, `+`, with or without prefix, a trailing comma, associations that you do not carry.',
  },
  find: ({ call, set, usual, now }) => {
    if (!set) return [toStatusFault(call, '200')];
    const read = ({ slots }: { readonly slots: readonly AnsweredSlot[] }) =>
      slots
        .filter(({ startsAt }) => startsAt > now + tolerance)
        .map(({ id }) => id)
        .sort();
    const [expected, received] = [read(usual), read(set)];
    return expected.join() === received.join()
      ? []
      : [
          {
            element: 'Slot',
            expected: String(expected.length),
            received: String(received.length),
          },
        ];
  },
};
