import { identifierSystems } from '@sas-sos/core';
import type { AnsweredIdentifier } from '../../read/search-set/search-set.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findLocations, hasLocations, isTyped, toIdentifiers } from './structure-faults.js';

// FINESS, SIRET, RPPS rang, each with its prefix.
const national = /^(?:1[0-9A-Z]{2}\d{7}|3\d{14}|4\d{12,14})$/;

/** A place has an identifier of the vendor's, or a well-formed national one. */
export const slotsLocationIdentifier: Rule<ReadAnswer> = {
  id: 'slots.location-identifier',
  level: 'official-fails',
  source: kitSos('Agrégation, identifiant du lieu'),
  check: 8,
  looksAt: 'Location.identifier',
  title: {
    fr: 'Chaque lieu a un identifiant INTRN, ou un identifiant national bien formé.',
    en: 'Each place has an INTRN identifier, or a well-formed national one.',
  },
  wrong: {
    fr: 'L’identifiant du lieu n’est ni INTRN, ni un FINESS (1…), un SIRET (3…) ou un RPPS rang (4…) bien formé',
    en: 'The identifier of the place is neither INTRN nor a well-formed FINESS (1…), SIRET (3…) or RPPS rang (4…)',
  },
  remedy: {
    fr: 'Donnez votre propre identifiant (type INTRN, votre system), ou un FINESS ou SIRET avec son préfixe (type IDNST).',
    en: 'Give your own identifier (type INTRN, your system), or a FINESS or SIRET with its prefix (type IDNST).',
  },
  applies: hasLocations,
  find: findLocations(
    'identifier',
    ({ identifiers }) => identifiers.length > 0 && identifiers.every(isOfLocation),
    ({ identifiers }) => toIdentifiers(identifiers),
  ),
};

function isOfLocation(identifier: AnsweredIdentifier): boolean {
  const { system, value = '' } = identifier;
  if (isTyped(identifier, 'INTRN')) return system !== undefined && value !== '';
  return (
    isTyped(identifier, 'IDNST') && system === identifierSystems.structure && national.test(value)
  );
}
