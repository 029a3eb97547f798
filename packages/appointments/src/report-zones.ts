import { createTimeZone, type TimeZone } from '@sas-sos/core';

/** Finds a time zone by name; without one, that of the reporter. */
export type ReportZones = (name: string | undefined) => TimeZone;

/**
 * Creates each time zone once, by name.
 *
 * @throws SasError `SAS_TIME_ZONE_UNKNOWN`, also later, of a name that is no time zone.
 */
export function createReportZones(defaultName: string): ReportZones {
  const zones = new Map([[defaultName, createTimeZone(defaultName)]]);
  return (name = defaultName) => {
    const zone = zones.get(name) ?? createTimeZone(name);
    zones.set(name, zone);
    return zone;
  };
}
