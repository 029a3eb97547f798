import { logUnreadable, type Reply, toFhirReply, type UnreadableItem } from '@sas-sos/fhir-http';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { toBundleEntry } from './fhir/to-bundle-entry.js';
import { toFhirLocation } from './fhir/to-fhir-location.js';
import { toFhirOrganization } from './fhir/to-fhir-organization.js';
import {
  parseLocationSearch,
  parseOrganizationSearch,
  type SearchFilter,
} from './query/parse-directory-search.js';
import { type SlotRequest, type SlotService, toSelfUrl } from './slot-service.js';

/** Answers a search for the agenda's associations: INT_SOS-transco. */
export async function searchOrganizations(
  service: SlotService,
  request: SlotRequest,
): Promise<Reply> {
  const search = parseOrganizationSearch(request.query);
  const { associations } = await service.getDirectory(request.signal);
  const matches = associations.filter(
    (association) =>
      passes(search.ids, association.fhirId) && passes(search.identifiers, association.siret.value),
  );
  return answer(service, request, search, { matches: matches.map(toFhirOrganization) });
}

/** Answers a search for the places of the agenda's associations: INT_SOS-transco. */
export async function searchLocations(service: SlotService, request: SlotRequest): Promise<Reply> {
  const search = parseLocationSearch(request.query);
  const { places } = await service.getDirectory(request.signal);
  const matches = places.filter(
    ({ fhirId, association }) =>
      passes(search.ids, fhirId) &&
      passes(search.organizationIds, association.fhirId) &&
      passes(search.organizationIdentifiers, association.siret.value),
  );
  const organizations = search.includeOrganizations
    ? [...new Set(matches.map((place) => place.association))].map(toFhirOrganization)
    : [];
  return answer(service, request, search, {
    matches: matches.map((place) => toFhirLocation(place, service.mapping)),
    included: organizations,
  });
}

function passes(filter: SearchFilter, value: string): boolean {
  return filter === undefined || filter.has(value);
}

function answer(
  service: SlotService,
  request: SlotRequest,
  search: { readonly countOnly: boolean; readonly unreadable: readonly UnreadableItem[] },
  {
    matches,
    included = [],
  }: { readonly matches: readonly FhirResource[]; readonly included?: readonly FhirResource[] },
): Reply {
  const entry = search.countOnly
    ? []
    : [
        ...matches.map((resource) => toBundleEntry(request.baseUrl, resource, 'match')),
        ...included.map((resource) => toBundleEntry(request.baseUrl, resource, 'include')),
      ];
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: matches.length,
    link: [{ relation: 'self', url: toSelfUrl(request) }],
    ...(entry.length === 0 ? {} : { entry }),
  };
  return toFhirReply(bundle, { errorCodes: logUnreadable(search.unreadable, service.logger) });
}
