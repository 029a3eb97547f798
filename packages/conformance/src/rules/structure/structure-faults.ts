import { identifierSystems } from '@sas-sos/core';
import { codeSystems } from '@sas-sos/fhir-http';
import type {
  AnsweredIdentifier,
  AnsweredLocation,
  AnsweredOrganization,
} from '../../read/search-set/search-set.js';
import { type Fault, toFault } from '../../rule/fault.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** Whether there is a place to look at. */
export const hasLocations = ({ set }: ReadAnswer): boolean => set.locations.length > 0;

/** Whether there is an association to look at. */
export const hasOrganizations = ({ set }: ReadAnswer): boolean => set.organizations.length > 0;

/** Finds the places that are not right, and reports an element of each. */
export function findLocations(
  element: string,
  isRight: (location: AnsweredLocation) => boolean,
  read: (location: AnsweredLocation) => string | undefined = () => undefined,
): ({ set }: ReadAnswer) => readonly Fault[] {
  return ({ set }) =>
    set.locations
      .filter((location) => !isRight(location))
      .map((location) => toFault(location, element, { received: read(location) }));
}

/** Finds the associations that are not right, and reports an element of each. */
export function findOrganizations(
  element: string,
  isRight: (organization: AnsweredOrganization) => boolean,
  read: (organization: AnsweredOrganization) => string | undefined = () => undefined,
): ({ set }: ReadAnswer) => readonly Fault[] {
  return ({ set }) =>
    set.organizations
      .filter((organization) => !isRight(organization))
      .map((organization) => toFault(organization, element, { received: read(organization) }));
}

/** The identifiers, as a person reads them. */
export function toIdentifiers(identifiers: readonly AnsweredIdentifier[]): string {
  return identifiers
    .map(({ system = '?', value = '?', types }) => {
      const code = types.map(({ code = '?' }) => code).join('+') || '?';
      return `${system}|${value} (${code})`;
    })
    .join(', ');
}

/** Whether the type of an identifier is the given code alone, in the code system of structures. */
export function isTyped({ types }: AnsweredIdentifier, expected: string): boolean {
  const [coding] = types;
  return (
    types.length === 1 &&
    coding?.system === codeSystems.structureIdentifierType &&
    coding.code === expected
  );
}

/** Whether an identifier is a SIRET with its prefix, its system and its type. */
export function isSiret(identifier: AnsweredIdentifier): boolean {
  return (
    identifier.system === identifierSystems.structure &&
    /^3\d{14}$/.test(identifier.value ?? '') &&
    isTyped(identifier, 'IDNST')
  );
}
