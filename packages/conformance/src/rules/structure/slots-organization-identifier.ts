import { identifierSystems } from '@sas-sos/core';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findOrganizations, hasOrganizations, isSiret, toIdentifiers } from './structure-faults.js';

/** An association is identified by its SIRET alone, with its prefix. */
export const slotsOrganizationIdentifier: Rule<ReadAnswer> = {
  id: 'slots.organization-identifier',
  level: 'official-fails',
  source: kitSos('Agrégation, SIRET de l’organisation'),
  check: 12,
  looksAt: 'Organization.identifier',
  title: {
    fr: 'Chaque association a un seul identifiant, son SIRET précédé de 3.',
    en: 'Each association has one identifier, its SIRET after a 3.',
  },
  wrong: {
    fr: 'L’association n’a pas pour seul identifiant son SIRET, avec le préfixe 3, son système et son type IDNST',
    en: 'The association is not identified by its SIRET alone, with the prefix 3, its system and its type IDNST',
  },
  remedy: {
    fr: `Écrivez « 3 » et les 14 chiffres, system ${identifierSystems.structure}, type IDNST.`,
    en: `Write \`3\` and the 14 digits, system ${identifierSystems.structure}, type IDNST.`,
  },
  applies: hasOrganizations,
  find: findOrganizations(
    'identifier',
    ({ identifiers }) => identifiers.length === 1 && identifiers.every(isSiret),
    ({ identifiers }) => toIdentifiers(identifiers),
  ),
};
