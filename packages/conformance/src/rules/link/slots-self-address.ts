import { clip } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { toSelf } from './self-link.js';

/** The link `self` is the address of the request, letter by letter. */
export const slotsSelfAddress: Rule<ReadAnswer> = {
  id: 'slots.self-address',
  level: 'official-warns',
  source: kitSos('Agrégation, lien du Bundle'),
  check: 7,
  looksAt: 'Bundle.link.url',
  title: {
    fr: 'Le lien self est l’adresse de la requête, à la lettre.',
    en: 'The link self is the address of the request, letter by letter.',
  },
  wrong: {
    fr: 'Le lien self n’est pas, à la lettre, l’adresse de la requête',
    en: 'The link self is not, letter by letter, the address of the request',
  },
  remedy: {
    fr: 'Recopiez l’adresse telle que reçue, sans changer l’ordre ni l’encodage ; derrière un proxy, avec l’adresse publique.',
    en: 'Copy the address as received, without another order or encoding; behind a proxy, with the public address.',
  },
  find: ({ call, set }) => {
    const link = toSelf(set);
    return link === call.url
      ? []
      : [
          {
            element: 'Bundle.link.url',
            path: 'Bundle.link[0].url',
            expected: clip(call.url),
            received: clip(link ?? ''),
          },
        ];
  },
};
