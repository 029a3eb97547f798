import type { RegulatorAccount } from '@sas-sos/core';
import { toShortRpps } from '../appointments/parse-rpps.js';
import type { FieldChange, RegulatorEvent, RegulatorEventKind } from '../store/regulator-event.js';

// Labels of accounts on the pages.
const fields: Readonly<Record<FieldChange['field'], string>> = {
  familyName: 'nom',
  givenName: 'prénom',
  email: 'adresse e-mail',
  nationalId: 'identifiant national',
  technicalId: 'identifiant technique',
  title: 'civilité',
  professionalTitles: 'titres professionnels',
  gender: 'sexe',
  birthDate: 'date de naissance',
  birthName: 'nom de naissance',
  address: 'adresse postale',
  socialSecurityNumber: 'numéro de sécurité sociale',
  qualifications: 'professions et spécialités',
  termsVersion: 'conditions d’utilisation',
};
const kinds: Readonly<Record<RegulatorEventKind, string>> = {
  created: 'Compte créé',
  enabled: 'Habilitation donnée',
  disabled: 'Habilitation retirée',
  'identifier-released': 'Identifiant libéré pour un autre compte',
  changed: 'Compte modifié',
  'terms-accepted': 'Conditions d’utilisation acceptées',
};
const genders = {
  male: 'masculin',
  female: 'féminin',
  other: 'autre',
  unknown: 'inconnu',
} as const;

export const toFieldName = (field: FieldChange['field']): string => fields[field] ?? field;
export const toEventName = ({ kind }: Pick<RegulatorEvent, 'kind'>): string => kinds[kind] ?? kind;
export const toGender = (gender: keyof typeof genders): string => genders[gender];
export const toState = (active: boolean): string => (active ? 'Habilité' : 'Désactivé');
export const toFullName = ({
  familyName,
  givenName,
}: Pick<RegulatorAccount, 'familyName' | 'givenName'>): string =>
  `${givenName} ${familyName.toLocaleUpperCase('fr')}`;

/** The identifiers of an account, each with its kind. */
export function toIdentifiers({
  nationalId,
  technicalId,
}: Pick<RegulatorAccount, 'nationalId' | 'technicalId'>): readonly {
  readonly kind: string;
  readonly value: string;
}[] {
  return [
    ...(nationalId === null
      ? []
      : [{ kind: toNationalKind(nationalId), value: toShortRpps(nationalId) }]),
    ...(technicalId === null ? [] : [{ kind: 'technique (SAS)', value: technicalId }]),
  ];
}

/** An identifier of a regulator as staff read it everywhere: an RPPS without its prefix. */
export function toIdentifierText(identifier: string): string {
  if (/^8\d{11}$/.test(identifier)) return `RPPS ${toShortRpps(identifier)}`;
  return /^0\d{9}$/.test(identifier) ? `ADELI ${identifier}` : identifier;
}

function toNationalKind(nationalId: string): string {
  if (/^8\d{11}$/.test(nationalId)) return 'RPPS';
  return nationalId.startsWith('0') ? 'ADELI' : 'national (établissement)';
}
