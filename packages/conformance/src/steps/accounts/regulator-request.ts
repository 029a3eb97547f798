import { identifierSystems } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { CallRequest } from '../../client/create-caller.js';
import type { Person } from '../../run/people.js';

/** An identifier of a person. */
export interface PersonIdentifier {
  readonly system: string;
  readonly value: string;
}

/** The body of a Practitioner, which steps make wrong on purpose. */
export type PractitionerBody = Record<string, unknown>;

/** Writes the resource that the platform sends. */
export function toPractitioner(
  { family, given, email }: Person,
  {
    identifiers,
    active = true,
  }: {
    readonly identifiers: readonly PersonIdentifier[];
    readonly active?: boolean;
  },
): PractitionerBody {
  return {
    resourceType: 'Practitioner',
    meta: { source: identifierSystems.technical, profile: [profiles.practitioner] },
    identifier: identifiers.map(toFhirIdentifier),
    active,
    name: [{ family, given: [given] }],
    telecom: [{ system: 'email', value: email }],
  };
}

/** Writes an identifier with the type that goes with its system. */
function toFhirIdentifier({ system, value }: PersonIdentifier) {
  const code = system === identifierSystems.technical ? 'INTRN' : 'IDNPS';
  return { type: { coding: [{ system: codeSystems.personIdentifierType, code }] }, system, value };
}

/** The request of a creation, with the media types that the platform sends. */
export function toCreateRequest(vendor: string, body: object) {
  const url = `${vendor}/Practitioner`;
  return {
    method: 'POST',
    url,
    headers: {
      host: new URL(url).host,
      'content-type': 'application/json',
      accept: 'application/json+fhir',
    },
    body,
  } as const satisfies Partial<CallRequest>;
}

/** The request of an update, of the account that has the identifier. */
export function toUpdateRequest(
  vendor: string,
  { system, value }: PersonIdentifier,
  body: object,
  pipe = '%7C',
) {
  const query = `${encodeURIComponent(system)}${pipe}${encodeURIComponent(value)}`;
  const url = `${vendor}/Practitioner?identifier=${query}`;
  return {
    method: 'PUT',
    url,
    headers: {
      host: new URL(url).host,
      'content-type': 'application/json',
      accept: 'application/fhir+json',
    },
    body,
  } as const satisfies Partial<CallRequest>;
}
