import { identifierSystems } from '@sas-sos/core';
import { codeSystems } from '@sas-sos/fhir-http';
import type { Identifier } from 'fhir/r4.js';
import { contradictory, type Finding, missing, wrong } from './finding.js';

/** A kind of identifier of a person, and what it must look like. */
export interface IdentifierKind {
  readonly code: 'IDNPS' | 'INTRN';
  readonly system: string;
  readonly value: RegExp;
  /** What the value must be, in French. */
  readonly rule: string;
}

/** National identifier of a health professional, with its prefix. */
export const nationalKind: IdentifierKind = {
  code: 'IDNPS',
  system: identifierSystems.person,
  value: /^(8\d{11}|0\d{9}|[1-7]\S+)$/,
  rule: 'Un identifiant national porte son préfixe : 8 et les 11 chiffres du RPPS, par exemple.',
};

/** Identifier that the platform gave to a regulator. */
export const technicalKind: IdentifierKind = {
  code: 'INTRN',
  system: identifierSystems.technical,
  value: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  rule: 'L’identifiant technique est l’UUID que la plateforme a transmis.',
};

/** Checks an identifier that must be of one of the given kinds. */
export function checkPersonIdentifier(
  { type, system, value }: Identifier,
  at: string,
  kinds: readonly IdentifierKind[],
): readonly Finding[] {
  const codes = kinds.map(({ code }) => code).join(' ou ');
  const codings = type?.coding ?? [];
  const [coding] = codings;
  if (!coding) return [missing(`${at}.type.coding`, `Le type de l’identifiant manque : ${codes}.`)];
  if (codings.length > 1) return [wrong(`${at}.type.coding`, 'Donnez un seul code de type.')];
  if (coding.system !== codeSystems.personIdentifierType) {
    const text = `Le système du type est ${codeSystems.personIdentifierType}.`;
    return [wrong(`${at}.type.coding[0].system`, text)];
  }
  const kind = kinds.find(({ code }) => code === coding.code);
  if (!kind) return [wrong(`${at}.type.coding[0].code`, `Le type de l’identifiant est ${codes}.`)];
  if (system === undefined) return [missing(`${at}.system`, 'Le système de l’identifiant manque.')];
  if (system !== kind.system) {
    const text = `Le système qui va avec ${kind.code} est ${kind.system}.`;
    return [contradictory(`${at}.system`, text)];
  }
  if (value === undefined) return [missing(`${at}.value`, 'La valeur de l’identifiant manque.')];
  return kind.value.test(value) ? [] : [wrong(`${at}.value`, kind.rule)];
}
