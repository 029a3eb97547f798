import { toFaults } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** Associations and places have a name. */
export const slotsNames: Rule<ReadAnswer> = {
  id: 'slots.names',
  level: 'official-fails',
  source: kitSos('Agrégation, noms de l’organisation et du lieu'),
  check: 8,
  looksAt: 'Organization.name, Location.name',
  title: { fr: 'Associations et lieux ont un nom.', en: 'Associations and places have a name.' },
  wrong: { fr: 'Le nom manque', en: 'The name is missing' },
  remedy: {
    fr: 'Donnez un nom à l’association et à chacun de ses lieux.',
    en: 'Give a name to the association and to each of its places.',
  },
  applies: ({ set }) => set.organizations.length + set.locations.length > 0,
  find: ({ set: { organizations, locations } }) =>
    toFaults(
      [...organizations, ...locations].filter(({ name }) => name === undefined),
      'name',
    ),
};
