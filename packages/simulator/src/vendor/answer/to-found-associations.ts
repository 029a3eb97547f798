import type { SearchSet } from '@sas-sos/conformance';
import type { AssociationsOutcome } from '../vendor-client.js';
import { toFoundAssociation, toFoundPlace, toReferencedId } from './to-found-place.js';

type FoundAssociations = Extract<AssociationsOutcome, { outcome: 'found' }>['associations'];

/** Puts the associations and the places of two answers together; the first of each id counts. */
export function toFoundAssociations(
  organizations: SearchSet,
  locations: SearchSet,
): FoundAssociations {
  const associations = new Map<string, FoundAssociations[number]>();
  const places = new Map<string, FoundAssociations[number]['places'][number][]>();
  for (const organization of [...organizations.organizations, ...locations.organizations]) {
    const association = toFoundAssociation(organization);
    if (!association || associations.has(association.id)) continue;
    const own: FoundAssociations[number]['places'][number][] = [];
    places.set(association.id, own);
    associations.set(association.id, { ...association, places: own });
  }
  const seen = new Set<string>();
  for (const location of locations.locations) {
    const place = toFoundPlace(location);
    const own = places.get(toReferencedId(location.organization, 'Organization') ?? '');
    if (!place || !own || seen.has(place.id)) continue;
    seen.add(place.id);
    own.push(place);
  }
  return [...associations.values()];
}
