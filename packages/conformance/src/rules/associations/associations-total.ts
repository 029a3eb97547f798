import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { fhir } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** `total` counts the associations. */
export const associationsTotal: Rule<ReadAnswer> = {
  id: 'associations.total',
  level: 'good-practice',
  source: fhir('Bundle.total'),
  looksAt: 'Bundle.total',
  title: {
    fr: 'total est le nombre de ressources cherchées.',
    en: 'total is the number of resources searched for.',
  },
  wrong: {
    fr: 'total n’est pas le nombre d’associations',
    en: 'total is not the number of associations',
  },
  remedy: {
    fr: 'Comptez dans Bundle.total les Organization trouvées.',
    en: 'Count the matching Organizations in Bundle.total.',
  },
  find: (answer) => findWrongTotal(answer, 'Organization'),
};

/** Resources that were searched for are counted; included ones are not. */
export function findWrongTotal(
  { set: { total, entries } }: ReadAnswer,
  matched: string,
): readonly Fault[] {
  const count = entries.filter(({ resource }) => resource.type === matched).length;
  const at = { element: 'Bundle.total', path: 'Bundle.total' } as const;
  return total === count
    ? []
    : [{ ...at, expected: String(count), received: String(total ?? '–') }];
}
