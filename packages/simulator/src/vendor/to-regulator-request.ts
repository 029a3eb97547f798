import { identifierSystems } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Practitioner } from 'fhir/r4.js';
import type { PlatformRegulator } from '../state/platform-state.js';
import type { VendorRequest } from './call/vendor-request.js';
import type { VendorClient } from './vendor-client.js';

type Interaction = Parameters<VendorClient['sendRegulator']>[1];

/** Writes a call of INT_R02, with the media types that the platform is known to send. */
export function toRegulatorRequest(
  regulator: PlatformRegulator,
  interaction: Interaction,
): VendorRequest {
  const known = { flow: 'regulators', resourceType: 'Practitioner' } as const;
  const body = toPractitioner(regulator);
  const type = { 'content-type': 'application/json' };
  if (interaction.interaction === 'create') {
    const headers = { ...type, accept: 'application/json+fhir' };
    return { ...known, method: 'POST', parameters: {}, headers, body };
  }
  const { system, value } = interaction.knownAs;
  return {
    ...known,
    method: 'PUT',
    parameters: { identifier: `${system}|${value}` },
    headers: { ...type, accept: 'application/fhir+json' },
    body,
  };
}

/** What the platform names a regulator by: the national identifier, else the technical one. */
export function toRegulatorIdentifier({
  nationalId,
  technicalId,
}: Pick<PlatformRegulator, 'nationalId' | 'technicalId'>): {
  readonly system: string;
  readonly value: string;
} {
  return nationalId === null
    ? { system: identifierSystems.technical, value: technicalId }
    : { system: identifierSystems.person, value: nationalId };
}

function toPractitioner(regulator: PlatformRegulator): Practitioner {
  const { id, isActive, familyName, givenName, email, nationalId } = regulator;
  const code = nationalId === null ? 'INTRN' : 'IDNPS';
  return {
    resourceType: 'Practitioner',
    // The platform's own; vendors have to pass over it.
    id,
    meta: { source: identifierSystems.technical, profile: [profiles.practitioner] },
    identifier: [
      {
        type: { coding: [{ system: codeSystems.personIdentifierType, code }] },
        ...toRegulatorIdentifier(regulator),
      },
    ],
    active: isActive,
    name: [{ family: familyName, given: [givenName] }],
    telecom: [{ system: 'email', value: email }],
  };
}
