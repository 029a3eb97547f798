import { createTimeZone, type TimeZone } from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import { createInstantWriter, type InstantWriter } from './instant-writer.js';

/** A time zone, and the writer of its instants. */
export interface PlaceZone {
  readonly timeZone: TimeZone;
  readonly writeInstant: InstantWriter;
}

/**
 * Creates each time zone once, by name; the default one without a name, `undefined` if there is no
 * such zone.
 *
 * @throws SasError `SAS_TIME_ZONE_UNKNOWN` when the default time zone does not exist.
 */
export function createPlaceZones(
  defaultName: string,
): (name: string | undefined) => PlaceZone | undefined {
  const make = (name: string): PlaceZone => {
    const timeZone = createTimeZone(name);
    return { timeZone, writeInstant: createInstantWriter(timeZone) };
  };
  const made = new Map<string, PlaceZone | undefined>([[defaultName, make(defaultName)]]);
  return (name = defaultName) => {
    if (!made.has(name)) {
      made.set(
        name,
        tryParse(() => make(name)),
      );
    }
    return made.get(name);
  };
}
