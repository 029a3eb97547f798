import { SasError } from '@sas-sos/core';
import { readBody } from '@sas-sos/fhir-http';
import type { Bundle, Location, Organization } from 'fhir/r4.js';
import type { CarriedAssociation, CarriedPlace } from './association-list.js';

/**
 * Maximum bytes of an answer: the associations and places of the whole country have a few million.
 */
const longestAnswer = 67_108_864;

/** Options of {@link fetchAssociations}. */
export interface FetchAssociationsOptions {
  /** @defaultValue `globalThis.fetch`, at the time of the call */
  readonly fetch?: typeof fetch | undefined;
  /** @defaultValue aborted after 30 seconds */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the list of associations from a FHIR endpoint, as the platform would: INT_SOS-transco.
 *
 * @throws SasError `SAS_ASSOCIATIONS_UNREADABLE` when the endpoint does not answer with Bundles, or
 *   with more than 64 MB.
 */
export async function fetchAssociations(
  baseUrl: string,
  options: FetchAssociationsOptions = {},
): Promise<readonly CarriedAssociation[]> {
  const get = options.fetch ?? globalThis.fetch;
  const signal = options.signal ?? AbortSignal.timeout(30_000);
  const base = baseUrl.replace(/\/$/, '');
  const organizations = await search<Organization>(
    { get, signal },
    `${base}/Organization`,
    'Organization',
  );
  const locations = await search<Location>({ get, signal }, `${base}/Location`, 'Location');
  return organizations.map((organization) => ({
    siret: organization.identifier?.[0]?.value ?? '',
    name: organization.name ?? '',
    places: locations
      .filter(
        ({ managingOrganization }) =>
          managingOrganization?.reference === `Organization/${organization.id}`,
      )
      .map(toCarriedPlace),
  }));
}

async function search<Resource extends { resourceType: string }>(
  { get, signal }: { readonly get: typeof fetch; readonly signal: AbortSignal },
  url: string,
  type: Resource['resourceType'],
): Promise<Resource[]> {
  try {
    const response = await get(url, { signal, headers: { accept: 'application/fhir+json' } });
    const body = await readBody(response, { limit: longestAnswer, signal });
    const bundle = JSON.parse(new TextDecoder().decode(body)) as Bundle;
    if (!response.ok || bundle.resourceType !== 'Bundle')
      throw new Error(`HTTP ${response.status}`);
    const resources = (bundle.entry ?? []).map((entry) => entry.resource as unknown as Resource);
    return resources.filter((resource) => resource?.resourceType === type);
  } catch (cause) {
    throw new SasError('SAS_ASSOCIATIONS_UNREADABLE', { cause });
  }
}

function toCarriedPlace(location: Location): CarriedPlace {
  const [identifier] = location.identifier ?? [];
  const isNational = identifier?.type?.coding?.[0]?.code === 'IDNST';
  const phone = location.telecom?.[0]?.value;
  return {
    id: (isNational ? location.id : identifier?.value) ?? '',
    ...(isNational && identifier?.value ? { finess: identifier.value } : {}),
    name: location.name ?? '',
    line: location.address?.line?.[0] ?? '',
    postalCode: location.address?.postalCode ?? '',
    city: location.address?.city ?? '',
    ...(phone === undefined ? {} : { phone }),
  };
}
