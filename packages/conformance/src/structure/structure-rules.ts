import { identifierSystems } from '@sas-sos/core';
import { codeSystems } from '@sas-sos/fhir-http';
import type { ReadAnswer } from '../bundle/bundle-rules.js';
import { nameResources, type Rule } from '../rule.js';
import type {
  AnsweredIdentifier,
  AnsweredLocation,
  AnsweredOrganization,
} from '../search-set/search-set.js';

const phone = /^\+(?:33|262|590|594|596)\d{9}$/;
const siret = /^3\d{14}$/;
// FINESS, SIRET, RPPS rang, each with its prefix.
const national = /^(?:1[0-9A-Z]{2}\d{7}|3\d{14}|4\d{12,14})$/;
const days = /^(?:mon|tue|wed|thu|fri|sat|sun)$/;

/** Rules for associations and places: certification 8, 12 to 14. */
export const structureRules: readonly Rule<ReadAnswer>[] = [
  {
    name: 'organization-identifier',
    severity: 'error',
    right: 'Chaque association a un seul identifiant, son SIRET précédé de 3.',
    find: nameOrganizations(
      'L’association n’a pas pour seul identifiant son SIRET, avec le préfixe 3, son système et son type IDNST',
      ({ identifiers }) => identifiers.length === 1 && identifiers.every(isSiret),
    ),
  },
  {
    name: 'organization-once',
    severity: 'error',
    right: 'Il y a une seule association par SIRET.',
    find: ({ set: { organizations } }) => {
      const seen = new Set<string>();
      const repeated = organizations.filter(({ identifiers: [identifier] }) => {
        const { value = '' } = identifier ?? {};
        const isRepeated = value !== '' && seen.has(value);
        seen.add(value);
        return isRepeated;
      });
      return nameResources('Plusieurs associations pour un même SIRET', repeated);
    },
  },
  {
    name: 'names',
    severity: 'error',
    right: 'Associations et lieux ont un nom.',
    find: ({ set: { organizations, locations } }) =>
      nameResources(
        'Le nom manque',
        [...organizations, ...locations].filter(({ name }) => name === undefined),
      ),
  },
  {
    name: 'location-identifier',
    severity: 'error',
    right: 'Chaque lieu a un identifiant INTRN, ou un identifiant national bien formé.',
    find: nameLocations(
      'L’identifiant du lieu n’est ni INTRN, ni un FINESS (1…), un SIRET (3…) ou un RPPS rang (4…) bien formé',
      ({ identifiers }) => identifiers.length > 0 && identifiers.every(isOfLocation),
    ),
  },
  {
    name: 'address',
    severity: 'error',
    right: 'Chaque lieu a une adresse : une ligne, une ville, un code postal de 5 chiffres.',
    find: nameLocations(
      'L’adresse n’a pas une seule ligne, une ville et un code postal de 5 chiffres',
      ({ address }) =>
        address?.lines.length === 1 &&
        address.city !== undefined &&
        /^\d{5}$/.test(address.postalCode ?? ''),
    ),
  },
  {
    name: 'phone',
    severity: 'error',
    right: 'Les numéros de téléphone sont de la forme +33 et 9 chiffres (ou +262, +590…).',
    find: nameLocations(
      'telecom n’est pas un téléphone de la forme +33 (ou +262, +590, +594, +596) et 9 chiffres',
      ({ telecoms }) =>
        telecoms.every(({ system, value = '' }) => system === 'phone' && phone.test(value)),
    ),
  },
  {
    name: 'phone-there',
    severity: 'warning',
    right: 'Chaque lieu a un téléphone.',
    find: nameLocations('Le téléphone manque', ({ telecoms }) => telecoms.length > 0),
  },
  {
    name: 'opening-hours',
    severity: 'error',
    right: 'Les horaires d’ouverture ont leurs jours (mon … sun) et leurs heures.',
    find: nameLocations(
      'Les horaires n’ont pas leurs jours (mon … sun), ou leurs heures ne sont pas de la forme hh:mm:ss',
      ({ hours }) =>
        hours.every(
          (hours) =>
            hours.days.length > 0 &&
            hours.days.every((day) => days.test(day)) &&
            [hours.opens, hours.closes].every(isTime),
        ),
    ),
  },
];

function nameLocations(sentence: string, isRight: (location: AnsweredLocation) => boolean) {
  return ({ set: { locations } }: ReadAnswer) =>
    nameResources(
      sentence,
      locations.filter((location) => !isRight(location)),
    );
}

function nameOrganizations(
  sentence: string,
  isRight: (organization: AnsweredOrganization) => boolean,
) {
  return ({ set: { organizations } }: ReadAnswer) =>
    nameResources(
      sentence,
      organizations.filter((organization) => !isRight(organization)),
    );
}

function isSiret(identifier: AnsweredIdentifier): boolean {
  return (
    identifier.system === identifierSystems.structure &&
    siret.test(identifier.value ?? '') &&
    isTyped(identifier, 'IDNST')
  );
}

function isOfLocation(identifier: AnsweredIdentifier): boolean {
  const { system, value = '' } = identifier;
  if (isTyped(identifier, 'INTRN')) return system !== undefined && value !== '';
  return (
    isTyped(identifier, 'IDNST') && system === identifierSystems.structure && national.test(value)
  );
}

function isTyped({ types }: AnsweredIdentifier, expected: string): boolean {
  const [coding] = types;
  return (
    types.length === 1 &&
    coding?.system === codeSystems.structureIdentifierType &&
    coding.code === expected
  );
}

function isTime(time: string | undefined): boolean {
  return time === undefined || /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?$/.test(time);
}
