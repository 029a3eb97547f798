import type { Bundle, FhirResource } from 'fhir/r4.js';

const hours = 3_600_000;

/** Writes the platform's request, as in the implementation guide, for the next 72 hours. */
export function toSearchUrl(
  base: string,
  identifiers: readonly string[],
  now = Date.now(),
): string {
  const query = [
    '_revinclude=Slot:schedule',
    '_include=Schedule:actor:Location',
    '_include:iterate=Location:organization',
    `_has:Slot:schedule:start=ge${new Date(now).toISOString()}`,
    `_has:Slot:schedule:start=le${new Date(now + 72 * hours).toISOString()}`,
    '_has:Slot:schedule:status=free',
    `actor:Location.organization.identifier=${identifiers.map((siret) => `urn:oid:1.2.250.1.71.4.2.2%7C${siret}`).join()}`,
    '_count=1000',
  ].join('&');
  return `${base}/fhir/Schedule?${query}`;
}

/** Searches as the platform does, and returns the Bundle. */
export async function searchSlots(base: string, identifiers: readonly string[]): Promise<Bundle> {
  const response = await fetch(toSearchUrl(base, identifiers), {
    headers: { accept: 'application/json+fhir' },
  });
  if (response.status !== 200) throw new Error(`The search was answered ${response.status}`);
  return (await response.json()) as Bundle;
}

/** Returns the resources of one type in a Bundle. */
export function resourcesOf<Type extends FhirResource['resourceType']>(
  bundle: Bundle,
  type: Type,
): Extract<FhirResource, { resourceType: Type }>[] {
  return (bundle.entry ?? [])
    .map(({ resource }) => resource)
    .filter((resource): resource is Extract<FhirResource, { resourceType: Type }> => {
      return resource?.resourceType === type;
    });
}
