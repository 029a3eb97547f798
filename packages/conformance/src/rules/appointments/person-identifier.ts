import { identifierSystems } from '@sas-sos/core';
import { codeSystems } from '@sas-sos/fhir-http';
import type { Identifier } from 'fhir/r4.js';
import type { Fault } from '../../rule/fault.js';
import type { Text } from '../../rule/text.js';
import { contradictory, missing, wrongValue } from './report-fault.js';

/** A kind of identifier of a person, and what it must look like. */
export interface IdentifierKind {
  readonly code: 'IDNPS' | 'INTRN';
  readonly system: string;
  readonly value: RegExp;
  /** What the value must be. */
  readonly rule: Text;
}

/** National identifier of a health professional, with its prefix. */
export const nationalKind: IdentifierKind = {
  code: 'IDNPS',
  system: identifierSystems.person,
  value: /^(8\d{11}|0\d{9}|[1-7]\S+)$/,
  rule: {
    fr: 'Un identifiant national porte son préfixe : 8 et les 11 chiffres du RPPS, par exemple.',
    en: 'A national identifier has its prefix: 8 and the 11 digits of the RPPS, for example.',
  },
};

/** Identifier that the platform gave to a regulator. */
export const technicalKind: IdentifierKind = {
  code: 'INTRN',
  system: identifierSystems.technical,
  value: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  rule: {
    fr: 'L’identifiant technique est l’UUID que la plateforme a transmis.',
    en: 'The technical identifier is the UUID that the platform sent.',
  },
};

/** Checks an identifier that must be of one of the given kinds. */
export function findIdentifierFaults(
  { type, system, value }: Identifier,
  at: string,
  kinds: readonly IdentifierKind[],
): readonly Fault[] {
  const codes = (or: string) => kinds.map(({ code }) => code).join(or);
  const either = { fr: codes(' ou '), en: codes(' or ') };
  const codings = type?.coding ?? [];
  const [coding] = codings;
  if (!coding) {
    const text = {
      fr: `Le type de l’identifiant manque : ${either.fr}.`,
      en: `The type of the identifier is missing: ${either.en}.`,
    };
    return [missing(`${at}.type.coding`, text)];
  }
  if (codings.length > 1) {
    const text = { fr: 'Donnez un seul code de type.', en: 'Give a single code of type.' };
    return [wrongValue(`${at}.type.coding`, text)];
  }
  if (coding.system !== codeSystems.personIdentifierType) {
    const text = {
      fr: `Le système du type est ${codeSystems.personIdentifierType}.`,
      en: `The system of the type is ${codeSystems.personIdentifierType}.`,
    };
    return [wrongValue(`${at}.type.coding[0].system`, text)];
  }
  const kind = kinds.find(({ code }) => code === coding.code);
  if (!kind) {
    const text = {
      fr: `Le type de l’identifiant est ${either.fr}.`,
      en: `The type of the identifier is ${either.en}.`,
    };
    return [wrongValue(`${at}.type.coding[0].code`, text)];
  }
  return findValueFaults({ system, value }, at, kind);
}

function findValueFaults(
  { system, value }: Identifier,
  at: string,
  kind: IdentifierKind,
): readonly Fault[] {
  if (system === undefined) {
    const text = {
      fr: 'Le système de l’identifiant manque.',
      en: 'The system of the identifier is missing.',
    };
    return [missing(`${at}.system`, text)];
  }
  if (system !== kind.system) {
    const text = {
      fr: `Le système qui va avec ${kind.code} est ${kind.system}.`,
      en: `The system that goes with ${kind.code} is ${kind.system}.`,
    };
    return [contradictory(`${at}.system`, text)];
  }
  if (value === undefined) {
    const text = {
      fr: 'La valeur de l’identifiant manque.',
      en: 'The value of the identifier is missing.',
    };
    return [missing(`${at}.value`, text)];
  }
  return kind.value.test(value) ? [] : [wrongValue(`${at}.value`, kind.rule)];
}
