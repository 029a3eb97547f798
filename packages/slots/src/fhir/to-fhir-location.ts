import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Identifier, Location, LocationHoursOfOperation } from 'fhir/r4.js';
import type { ListedHours, ListedPlace } from '../directory/directory.js';
import type { MappingOptions } from './mapping-options.js';

/**
 * Converts a place to the Location of the profile `sas-sos-location-aggregator`.
 *
 * @see INT_SOS1, "Location"
 */
export function toFhirLocation(place: ListedPlace, options: MappingOptions): Location {
  return {
    resourceType: 'Location',
    id: place.fhirId,
    meta: { profile: [profiles.location] },
    identifier: [toIdentifier(place, options)],
    name: place.name,
    ...(place.phone === undefined ? {} : { telecom: [{ system: 'phone', value: place.phone }] }),
    address: {
      line: [place.address.line],
      city: place.address.city,
      postalCode: place.address.postalCode,
    },
    ...(place.coordinates === undefined
      ? {}
      : {
          position: {
            longitude: place.coordinates.longitude,
            latitude: place.coordinates.latitude,
          },
        }),
    managingOrganization: { reference: `Organization/${place.association.fhirId}` },
    ...(place.openingHours.length === 0
      ? {}
      : { hoursOfOperation: place.openingHours.map(toHoursOfOperation) }),
  };
}

function toIdentifier(place: ListedPlace, options: MappingOptions): Identifier {
  const finess = options.placeIdentifier === 'national' ? place.finess : undefined;
  return {
    type: {
      coding: [{ system: codeSystems.structureIdentifierType, code: finess?.typeCode ?? 'INTRN' }],
    },
    system: finess?.system ?? options.placeIdSystem,
    value: finess?.value ?? place.id,
  };
}

function toHoursOfOperation(row: ListedHours): LocationHoursOfOperation {
  return {
    daysOfWeek: [...row.days],
    ...(row.hours === undefined
      ? { allDay: true }
      : { openingTime: row.hours.opens, closingTime: row.hours.closes }),
  };
}
