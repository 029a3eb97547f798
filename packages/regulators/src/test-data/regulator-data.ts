// Fictitious regulators for tests: no RPPS begins with 8999.
import {
  identifierSystems,
  type Regulator,
  type RegulatorAccount,
  toEmailKey,
} from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Practitioner } from 'fhir/r4.js';

/** What a test specifies of a regulator; the rest is generated. */
export type RegulatorPart = Partial<Omit<Regulator, 'emailKey'>>;

/** The national identifier for a number. */
export const toNationalId = (number: number): string => `8999${String(number).padStart(8, '0')}`;

/** The technical identifier for a number. */
export const toTechnicalId = (number: number): string =>
  `7ec00000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Names and addresses that no log line may hold. */
export const fixtureValues = {
  familyName: 'Tréguier-Fictive',
  givenName: 'Maëlle',
  email: 'maelle.treguier@regulation.example',
  nationalId: toNationalId(17),
  technicalId: toTechnicalId(17),
} as const;

/** Creates a fictitious regulator: an active one with a national identifier. */
export function createRegulator(part: RegulatorPart = {}): Regulator {
  const regulator = {
    nationalId: part.technicalId ? null : fixtureValues.nationalId,
    technicalId: null,
    active: true,
    email: fixtureValues.email,
    familyName: fixtureValues.familyName,
    givenName: fixtureValues.givenName,
    details: {},
    ...part,
  };
  return { ...regulator, emailKey: toEmailKey(regulator.email) };
}

/** Creates a fictitious account. */
export function createAccount(id: string, part: RegulatorPart = {}): RegulatorAccount {
  return { ...createRegulator(part), id, version: 1 };
}

/** What the platform sends for a regulator, written by hand and not by the mapping under test. */
export function toBody(part: RegulatorPart = {}) {
  const { nationalId, technicalId, active, email, familyName, givenName } = createRegulator(part);
  return {
    resourceType: 'Practitioner',
    meta: { source: identifierSystems.technical, profile: [profiles.practitioner] },
    identifier: [
      ...(nationalId === null ? [] : [toIdentifier('IDNPS', nationalId)]),
      ...(technicalId === null ? [] : [toIdentifier('INTRN', technicalId)]),
    ],
    active,
    name: [{ family: familyName, given: [givenName] }],
    telecom: [{ system: 'email', value: email }],
  } satisfies Practitioner;
}

/** An identifier under the system that matches its type. */
export function toIdentifier(code: 'IDNPS' | 'INTRN', value: string) {
  return {
    type: { coding: [{ system: codeSystems.personIdentifierType, code }] },
    system: code === 'IDNPS' ? identifierSystems.person : identifierSystems.technical,
    value,
  };
}

/** The query of an update, with an unescaped bar. */
export function toQuery(value: string, system: string = systemOf(value)): string {
  return `identifier=${system}|${value}`;
}

function systemOf(value: string): string {
  return value.includes('-') ? identifierSystems.technical : identifierSystems.person;
}
