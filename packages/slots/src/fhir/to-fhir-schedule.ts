import { profiles } from '@sas-sos/fhir-http';
import type { Schedule } from 'fhir/r4.js';
import type { ListedPlace } from '../directory/directory.js';

/**
 * Converts a place to its Schedule, of the profile `sas-sos-schedule-aggregator`: one per place.
 *
 * @see INT_SOS1, "Schedule"
 */
export function toFhirSchedule(place: ListedPlace): Schedule {
  return {
    resourceType: 'Schedule',
    id: place.fhirId,
    meta: { profile: [profiles.schedule] },
    actor: [{ reference: `Location/${place.fhirId}` }],
  };
}
