import { type Association, type Place, parseSiret } from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import { type AgendaFault, type AgendaFaultCode, toAgendaFault } from '../agenda-fault.js';
import { cleanText } from '../clean-text.js';
import { isText, toCompactText } from '../compact-text.js';
import type { Directory, ListedAssociation, ListedPlace } from './directory.js';
import { createPlaceZones } from './place-zones.js';
import { readPlace } from './read-place.js';

/** Options for reading a directory. */
export interface ReadDirectoryOptions {
  /**
   * IANA name of the time zone of places without their own zone and without an overseas postal
   * code.
   *
   * @defaultValue `Europe/Paris`
   */
  readonly timeZone?: string | undefined;
}

/**
 * Reads a vendor's list: valid items can be sent, invalid ones are left out. All faults of an item
 * are reported, and those of the places of an association that is left out.
 *
 * @throws SasError `SAS_TIME_ZONE_UNKNOWN` when the default time zone does not exist.
 */
export function readDirectory(
  associations: readonly Association[],
  options: ReadDirectoryOptions = {},
): Directory {
  const faults: AgendaFault[] = [];
  const fault = (code: AgendaFaultCode, path: string): undefined => {
    faults.push(toAgendaFault(code, path));
  };
  const zoneOf = createPlaceZones(options.timeZone ?? 'Europe/Paris');
  const listed: ListedAssociation[] = [];
  const bySiret = new Map<string, ListedAssociation>();
  const places: ListedPlace[] = [];
  const byPlaceId = new Map<string, ListedPlace>();

  for (const [index, source] of associations.entries()) {
    const read = safely(
      () => readAssociation(source, index),
      () => fault('association-malformed', `associations[${index}]`),
    );
    if (read === undefined) continue;
    const { association, path } = read;
    if (association !== undefined) {
      listed.push(association);
      bySiret.set(association.siret.value, association);
    }
    const sources: readonly Place[] = Array.isArray(source.places) ? source.places : [];
    if (sources.length === 0) fault('association-without-place', path);
    for (const [rank, given] of sources.entries()) {
      const place = safely(
        () =>
          readPlace(given, {
            association,
            associationPath: path,
            index: rank,
            rank: places.length,
            isTaken: (id) => byPlaceId.has(id),
            zoneOf,
            fault,
          }),
        () => fault('place-malformed', `${path}.places[${rank}]`),
      );
      if (place === undefined) continue;
      association?.places.push(place);
      places.push(place);
      byPlaceId.set(place.id, place);
    }
  }
  return {
    associations: listed,
    bySiret,
    byOrganizationId: new Map(listed.map((association) => [association.fhirId, association])),
    places,
    byPlaceId,
    byLocationId: new Map(places.map((place) => [place.fhirId, place])),
    faults,
  };

  function readAssociation(source: Association, index: number): ReadAssociation | undefined {
    const at = `associations[${index}]`;
    if (typeof source !== 'object' || source === null) {
      return fault('association-malformed', at);
    }
    const siret = tryParse(() => parseSiret(toCompactText(String(source.siret))));
    const path = siret === undefined ? at : `associations[${siret.unprefixed}]`;
    if (siret !== undefined && bySiret.has(siret.value)) {
      return fault('association-siret-duplicate', `${path}.siret`);
    }
    const name = isText(source.name) ? cleanText(source.name) : '';
    if (siret === undefined) fault('association-siret-malformed', `${path}.siret`);
    else if (siret.checkDigit === 'invalid')
      fault('association-siret-check-digit', `${path}.siret`);
    if (name === '') fault('association-name-missing', `${path}.name`);
    if (siret === undefined || name === '') return { association: undefined, path };
    return { association: { source, siret, fhirId: siret.value, name, places: [] }, path };
  }
}

/** An association, absent if it is left out, and its path. */
interface ReadAssociation {
  readonly association: OpenAssociation | undefined;
  readonly path: string;
}

/** An association whose places are still being read. */
interface OpenAssociation extends ListedAssociation {
  readonly places: ListedPlace[];
}

/** The vendor's own objects may throw when they are read. */
function safely<T>(read: () => T, otherwise: () => T): T {
  try {
    return read();
  } catch {
    return otherwise();
  }
}
