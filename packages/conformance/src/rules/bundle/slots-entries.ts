import type { AnsweredResource } from '../../read/search-set/search-set.js';
import { toFaults } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** Each entry has an address, a role and an id. */
export const slotsEntries: Rule<ReadAnswer> = {
  id: 'slots.entries',
  level: 'guide',
  source: guide('Profil sas-sos-bundle-aggregator, entry'),
  looksAt: 'Bundle.entry.fullUrl, Bundle.entry.search.mode, id',
  title: {
    fr: 'Chaque entrée a son adresse (fullUrl), son rôle (search.mode) et un id.',
    en: 'Each entry has its address (fullUrl), its role (search.mode) and an id.',
  },
  wrong: {
    fr: 'Il manque à ces entrées un fullUrl qui finit par le type et l’id, search.mode (match ou include) ou un id',
    en: 'These entries lack a fullUrl that ends with type and id, search.mode (match or include) or an id',
  },
  remedy: {
    fr: 'Donnez à chaque entrée fullUrl (l’adresse absolue), search.mode, et un id à sa ressource.',
    en: 'Give each entry a fullUrl (an absolute address) and a search.mode, and its resource an id.',
  },
  find: ({ set: { entries } }) =>
    toFaults(
      entries
        .filter(
          ({ fullUrl, mode = '', resource }) =>
            !isAddressOf(fullUrl, resource) || !/^(?:match|include)$/.test(mode),
        )
        .map(({ resource }) => resource),
    ),
};

/** Whether the address ends with `Type/id`; a `urn:` names no resource. */
function isAddressOf(fullUrl: string | undefined, { type, id }: AnsweredResource): boolean {
  if (fullUrl === undefined || id === undefined) return false;
  return /^urn:/i.test(fullUrl) || fullUrl.endsWith(`/${type}/${id}`);
}
