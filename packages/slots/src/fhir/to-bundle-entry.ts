import type { BundleEntry, FhirResource } from 'fhir/r4.js';

/** Role of an entry in a search set. */
export type SearchMode = 'match' | 'include';

/** Converts a resource to an entry of a search set. */
export function toBundleEntry(
  baseUrl: string,
  resource: FhirResource,
  mode: SearchMode,
): BundleEntry {
  return {
    fullUrl: `${baseUrl}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  };
}
