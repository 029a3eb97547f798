import { profiles } from '@sas-sos/fhir-http';

const profileOfType: Readonly<Record<string, string>> = {
  Slot: profiles.slot,
  Schedule: profiles.schedule,
  Location: profiles.location,
  Organization: profiles.organization,
};

/** The profile of a type of resource; `undefined` for a type that the search does not have. */
export function profileOf(type = ''): string | undefined {
  return Object.hasOwn(profileOfType, type) ? profileOfType[type] : undefined;
}
