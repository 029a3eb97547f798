import { clip, type Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { toParameters, toSelf } from './self-link.js';

const at = { element: 'Bundle.link.url', path: 'Bundle.link[0].url' } as const;

/** The link `self` repeats the query, parameter by parameter. */
export const slotsSelfLink: Rule<ReadAnswer> = {
  id: 'slots.self-link',
  level: 'official-fails',
  source: kitSos('Agrégation, lien du Bundle'),
  check: 7,
  looksAt: 'Bundle.link.url',
  title: {
    fr: 'Le lien self reprend les paramètres de la requête.',
    en: 'The link self repeats the parameters of the request.',
  },
  wrong: {
    fr: 'Le lien self n’a pas les paramètres de la requête, valeur pour valeur',
    en: 'The link self does not have the parameters of the request, value by value',
  },
  remedy: {
    fr: 'Recopiez dans link.url la requête reçue : mêmes paramètres, mêmes valeurs, même nombre de fois.',
    en: 'Copy the received query into link.url: same parameters, same values, as many times.',
  },
  find: ({ call, set }) => {
    const link = toSelf(set);
    if (link === undefined) {
      const text = { fr: 'Le lien self manque.', en: 'The link self is missing.' };
      return [{ ...at, text }];
    }
    const asked = toParameters(call.url) ?? [];
    const repeated = toParameters(link);
    if (!repeated) {
      const text = {
        fr: 'Le lien self n’est pas une adresse absolue.',
        en: 'The link self is not an absolute address.',
      };
      return [{ ...at, text }];
    }
    return toDifferences(asked, repeated);
  },
};

function toDifferences(asked: readonly string[], repeated: readonly string[]): readonly Fault[] {
  const missing = without(asked, repeated);
  const added = without(repeated, asked);
  return [
    ...missing.map((parameter) => ({ ...at, expected: clip(parameter) })),
    ...added.map((parameter) => ({ ...at, received: clip(parameter) })),
  ];
}

/** The items of a list that another list does not have, as often as it lacks them. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return list.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
