import { codeSystems, profiles } from '@sas-sos/core';
import type { Identifier, Location, LocationHoursOfOperation } from 'fhir/r4.js';
import type { ListedHours, ListedPlace } from '../directory/directory.js';

/** How places are identified. */
export interface PlaceIdentification {
  /** `identifier.system` of the vendor's own ids: its OID as `urn:oid:…`, or a URL of its own. */
  readonly placeIdSystem: string;
  /**
   * `internal`: every place by the vendor's own id (`INTRN`), which the profile demands; `national`:
   * by its FINESS (`IDNST`) where it has one, which the guide's text allows and its profile refuses.
   *
   * @defaultValue `internal`
   */
  readonly placeIdentifier?: 'internal' | 'national' | undefined;
}

/**
 * Turns a place into the Location of the profile `sas-sos-location-aggregator`.
 *
 * @see INT_SOS1, "Location"
 */
export function toFhirLocation(place: ListedPlace, identification: PlaceIdentification): Location {
  return {
    resourceType: 'Location',
    id: place.fhirId,
    meta: { profile: [profiles.location] },
    identifier: [toIdentifier(place, identification)],
    name: place.name,
    ...(place.phone === undefined ? {} : { telecom: [{ system: 'phone', value: place.phone }] }),
    address: {
      line: [place.address.line],
      city: place.address.city,
      postalCode: place.address.postalCode,
    },
    managingOrganization: { reference: `Organization/${place.association.fhirId}` },
    ...(place.openingHours.length === 0
      ? {}
      : { hoursOfOperation: place.openingHours.map(toHoursOfOperation) }),
  };
}

function toIdentifier(place: ListedPlace, identification: PlaceIdentification): Identifier {
  const finess = identification.placeIdentifier === 'national' ? place.finess : undefined;
  return {
    type: {
      coding: [{ system: codeSystems.structureIdentifierType, code: finess?.typeCode ?? 'INTRN' }],
    },
    system: finess?.system ?? identification.placeIdSystem,
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
