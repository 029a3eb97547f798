import type { Rule } from '../../rule/rule.js';
import { kitPublished } from '../../rule/rule-source.js';
import type { SearchAnswer } from './search-answer.js';

const most = 1000;

/** An answer takes less than a second. */
export const slotsDuration: Rule<SearchAnswer> = {
  id: 'slots.duration',
  level: 'official-fails',
  source: kitPublished('Performance, temps de réponse'),
  check: 5,
  looksAt: 'duration',
  title: {
    fr: 'La réponse vient en moins d’une seconde.',
    en: 'The answer takes less than a second.',
  },
  wrong: { fr: 'La réponse met une seconde ou plus', en: 'The answer takes a second or more' },
  remedy: {
    fr: 'Mesurez la requête à votre base et le réseau ; la plateforme, elle, abandonne à 7 s.',
    en: 'Measure your database query and the network; the platform itself gives up after 7 s.',
  },
  find: ({ call: { durationMilliseconds } }) =>
    durationMilliseconds < most
      ? []
      : [
          {
            element: 'duration',
            expected: `< ${most} ms`,
            received: `${Math.round(durationMilliseconds)} ms`,
          },
        ],
};
