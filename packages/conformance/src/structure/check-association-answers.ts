import { answerRules, type SearchAnswer } from '../answer/answer-rules.js';
import { bundleRules, type ReadAnswer } from '../bundle/bundle-rules.js';
import type { Check } from '../check.js';
import { checkRules, nameResources, type Rule } from '../rule.js';
import type { SearchSet } from '../search-set/search-set.js';
import { structureRules } from './structure-rules.js';

/** Checks the list of associations of INT_SOS-transco. */
export function checkAssociationAnswer(answer: SearchAnswer): readonly Check[] {
  return check(answer, [toTotalRule('Organization')]);
}

/** Checks the list of places of INT_SOS-transco against the list of associations. */
export function checkPlaceAnswer(
  answer: SearchAnswer,
  { organizations }: SearchSet,
): readonly Check[] {
  const listed = new Set(organizations.map(({ id }) => id));
  const rules: readonly Rule<ReadAnswer>[] = [
    toTotalRule('Location'),
    {
      name: 'references',
      severity: 'error',
      right: 'Chaque lieu mène à une association qui l’accompagne.',
      find: ({ set }) => {
        const references = new Set(set.organizations.map(({ id }) => `Organization/${id}`));
        return nameResources(
          'managingOrganization n’est pas de la forme « Organization/id », ou ne mène à rien',
          set.locations.filter(({ organization = '' }) => !references.has(organization)),
        );
      },
    },
    {
      name: 'listed',
      severity: 'error',
      right: 'Les associations des lieux sont celles de la liste.',
      find: ({ set }) =>
        nameResources(
          'Cette association accompagne un lieu, et n’est pas dans la liste des associations',
          set.organizations.filter(({ id }) => !listed.has(id)),
        ),
    },
  ];
  return check(answer, rules);
}

function check(answer: SearchAnswer, rules: readonly Rule<ReadAnswer>[]): readonly Check[] {
  const { call, set } = answer;
  const first = checkRules('associations', answerRules, answer);
  if (!set) return first;
  const all = [...bundleRules, ...structureRules, ...rules];
  return [...first, ...checkRules('associations', all, { call, set })];
}

/** Resources that were searched for are `match` and are counted; included ones are not. */
function toTotalRule(matched: 'Organization' | 'Location'): Rule<ReadAnswer> {
  return {
    name: matched === 'Organization' ? 'total' : 'places-total',
    severity: 'warning',
    right: 'total est le nombre de ressources cherchées.',
    find: ({ set: { total, entries } }) => {
      const count = entries.filter(({ resource }) => resource.type === matched).length;
      return total === count
        ? undefined
        : `total ${total === undefined ? 'manque' : `est ${total}`}, il y a ${count} ${matched}.`;
    },
  };
}
