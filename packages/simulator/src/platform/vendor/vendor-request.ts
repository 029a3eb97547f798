import type { SlotSearch } from '@sas-sos/conformance';
import { createTimeZone, identifierSystems } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Practitioner } from 'fhir/r4.js';
import type { Flow } from '../../state/exchange.js';
import type { PlatformRegulator } from '../../state/platform-state.js';

/** A request to the vendor. */
export interface VendorRequest {
  readonly flow: Flow;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly resourceType: 'Schedule' | 'Organization' | 'Location' | 'Practitioner';
  /** In this order; a list is a repeated parameter. */
  readonly parameters: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  /** No body if null. */
  readonly body: object | null;
  /** The regulator whom it is about, for the log. */
  readonly regulatorId?: string | undefined;
}

/** The URL of a request, as it is sent. */
export function toRequestUrl(
  baseUrl: string,
  { resourceType, parameters }: Pick<VendorRequest, 'resourceType' | 'parameters'>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of [value].flat()) query.append(name, item);
  }
  return `${baseUrl}/${resourceType}${query.size > 0 ? `?${query}` : ''}`;
}

/** `Accept` of every search of the platform, as observed. */
const searchHeaders = { accept: 'application/json+fhir' };

/** Requests the vendor's associations (INT_SOS-transco). */
export const organizationRequest: VendorRequest = {
  flow: 'associations',
  method: 'GET',
  resourceType: 'Organization',
  parameters: {},
  headers: searchHeaders,
  body: null,
};

/** Requests their places. */
export const locationRequest: VendorRequest = {
  ...organizationRequest,
  resourceType: 'Location',
  parameters: { _include: 'Location:organization' },
};

const paris = createTimeZone('Europe/Paris');

/** Writes the request of INT_SOS1 as in the guide, for 25 associations at most. */
export function toSlotSearchRequest({ sirets, from, to }: SlotSearch): VendorRequest {
  return {
    flow: 'slots',
    method: 'GET',
    resourceType: 'Schedule',
    parameters: {
      _revinclude: 'Slot:schedule',
      _include: 'Schedule:actor:Location',
      '_include:iterate': 'Location:organization',
      '_has:Slot:schedule:start': [`ge${toInstant(from)}`, `le${toInstant(to)}`],
      '_has:Slot:schedule:status': 'free',
      'actor:Location.organization.identifier': sirets
        .map((siret) => `${identifierSystems.structure}|${siret}`)
        .join(','),
      _count: '1000',
    },
    headers: searchHeaders,
    body: null,
  };
}

/** An instant to the second, in Paris time: the format that the platform sends. */
function toInstant(epoch: number): string {
  return paris.format(epoch).replace(/\.\d{3}/, '');
}

/** The interaction of INT_R02: an update uses the identifier that the vendor has. */
export type RegulatorInteraction =
  | { readonly interaction: 'create' }
  | {
      readonly interaction: 'update';
      readonly knownAs: { readonly system: string; readonly value: string };
    };

/** Writes a call of INT_R02, with the media types that the platform sends. */
export function toRegulatorRequest(
  regulator: PlatformRegulator,
  interaction: RegulatorInteraction,
): VendorRequest {
  const shared = {
    flow: 'regulators',
    resourceType: 'Practitioner',
    regulatorId: regulator.id,
  } as const;
  const body = toPractitioner(regulator);
  const type = { 'content-type': 'application/json' };
  if (interaction.interaction === 'create') {
    const headers = { ...type, accept: 'application/json+fhir' };
    return { ...shared, method: 'POST', parameters: {}, headers, body };
  }
  const { system, value } = interaction.knownAs;
  return {
    ...shared,
    method: 'PUT',
    parameters: { identifier: `${system}|${value}` },
    headers: { ...type, accept: 'application/fhir+json' },
    body,
  };
}

/**
 * The identifier that the platform uses for a regulator: the national one, else the technical one.
 */
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
    // The platform's own parameter; vendors must ignore it.
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
