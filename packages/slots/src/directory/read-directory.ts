import {
  type Association,
  createTimeZone,
  type NationalIdentifier,
  overseasTimeZone,
  type Place,
  parseFiness,
  parseSiret,
  toPhoneNumber,
} from '@sas-sos/core';
import { createAgendaUrlReader, toAgendaUrl, toFhirId, tryParse } from '@sas-sos/fhir-http';
import { type AgendaFault, type AgendaFaultCode, toAgendaFault } from '../agenda-fault.js';
import { cleanText } from '../clean-text.js';
import type { Directory, ListedAssociation, ListedHours, ListedPlace } from './directory.js';
import { createInstantWriter, type InstantWriter } from './instant-writer.js';
import { readOpeningHours } from './opening-hours.js';

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
 * Reads a vendor's list: valid items can be sent, invalid ones are left out and reported.
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
  const zones = createZones(options.timeZone ?? 'Europe/Paris');
  const listed: ListedAssociation[] = [];
  const bySiret = new Map<string, ListedAssociation>();
  const places: ListedPlace[] = [];
  const byPlaceId = new Map<string, ListedPlace>();

  for (const [index, source] of associations.entries()) {
    const association = safely(
      () => readAssociation(source, index),
      () => fault('association-malformed', `associations[${index}]`),
    );
    if (association === undefined) continue;
    listed.push(association);
    bySiret.set(association.siret.value, association);
    const path = `associations[${association.siret.unprefixed}]`;
    const sources: readonly Place[] = Array.isArray(source.places) ? source.places : [];
    if (sources.length === 0) fault('association-without-place', path);
    for (const [rank, given] of sources.entries()) {
      const place = safely(
        () => readPlace(given, association, path, rank),
        () => fault('place-malformed', `${path}.places[${rank}]`),
      );
      if (place === undefined) continue;
      association.places.push(place);
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

  function readAssociation(source: Association, index: number): OpenAssociation | undefined {
    const at = `associations[${index}]`;
    if (typeof source !== 'object' || source === null) {
      return fault('association-malformed', at);
    }
    const siret = tryParse(() => parseSiret(String(source.siret)));
    if (siret === undefined) {
      return fault('association-siret-malformed', `${at}.siret`);
    }
    const path = `associations[${siret.unprefixed}]`;
    if (bySiret.has(siret.value)) {
      return fault('association-siret-duplicate', `${path}.siret`);
    }
    if (!isText(source.name)) {
      return fault('association-name-missing', `${path}.name`);
    }
    if (siret.checkDigit === 'invalid') fault('association-siret-check-digit', `${path}.siret`);
    return { source, siret, fhirId: siret.value, name: cleanText(source.name), places: [] };
  }

  function readPlace(
    source: Place,
    association: ListedAssociation,
    associationPath: string,
    index: number,
  ): ListedPlace | undefined {
    const at = `${associationPath}.places[${index}]`;
    if (typeof source !== 'object' || source === null) return fault('place-malformed', at);
    if (!isText(source.id)) return fault('place-id-missing', `${at}.id`);
    const path = `${associationPath}.places[${source.id}]`;
    if (byPlaceId.has(source.id)) return fault('place-id-duplicate', `${path}.id`);
    if (!isText(source.name)) return fault('place-name-missing', `${path}.name`);
    const { address } = source;
    if (!isText(address?.line)) return fault('place-address-line-missing', `${path}.address.line`);
    if (!isText(address.city)) return fault('place-address-city-missing', `${path}.address.city`);
    const postalCode = String(address.postalCode).trim();
    if (!/^\d{5}$/.test(postalCode)) {
      return fault('place-postal-code-malformed', `${path}.address.postalCode`);
    }
    const zone = zones(source.timeZone ?? overseasTimeZone(postalCode));
    if (zone === undefined) return fault('place-time-zone-unknown', `${path}.timeZone`);
    return {
      source,
      association,
      rank: places.length,
      id: source.id,
      fhirId: toFhirId(source.id),
      name: cleanText(source.name),
      address: { line: cleanText(address.line), postalCode, city: cleanText(address.city) },
      phone: readPhone(source.phone, `${path}.phone`),
      finess: readFiness(source.finess, `${path}.finess`),
      timeZone: zone.timeZone,
      writeInstant: zone.writeInstant,
      readUrl: createAgendaUrlReader(),
      openingHours: readHours(source, path),
      agendaUrl: readAgendaUrl(source.agendaUrl, `${path}.agendaUrl`),
    };
  }

  function readPhone(text: Place['phone'], path: string): string | undefined {
    if (!isText(text)) {
      return fault('place-phone-missing', path);
    }
    const phone = toPhoneNumber(text);
    if (phone === undefined) fault('place-phone-malformed', path);
    else if (!certifiedPhone.test(phone)) fault('place-phone-unforeseen', path);
    return phone;
  }

  function readFiness(text: Place['finess'], path: string): NationalIdentifier | undefined {
    if (!isText(text)) return undefined;
    const finess = tryParse(() => parseFiness(text));
    if (finess === undefined) fault('place-finess-malformed', path);
    return finess;
  }

  function readHours(source: Place, path: string): readonly ListedHours[] {
    const rows = Array.isArray(source.openingHours) ? source.openingHours : [];
    return rows.flatMap((row, index) => {
      const hours = readOpeningHours(row);
      if (hours === undefined)
        fault('place-opening-hours-malformed', `${path}.openingHours[${index}]`);
      return hours ?? [];
    });
  }

  function readAgendaUrl(text: Place['agendaUrl'], path: string): string | undefined {
    if (!isText(text)) return undefined;
    const url = toAgendaUrl(text);
    if (url === undefined) fault('place-agenda-url-malformed', path);
    return url;
  }
}

// The phone numbers that the official test kit accepts.
const certifiedPhone = /^\+(?:33|262|590|594|596)\d{9}$/;

/** An association whose places are still being read. */
interface OpenAssociation extends ListedAssociation {
  readonly places: ListedPlace[];
}

/** Creates each time zone once, with the writer of its instants. */
function createZones(defaultName: string) {
  const make = (name: string) => {
    const timeZone = createTimeZone(name);
    return { timeZone, writeInstant: createInstantWriter(timeZone) };
  };
  const made = new Map<string, ReturnType<typeof make> | undefined>([
    [defaultName, make(defaultName)],
  ]);
  return (
    name = defaultName,
  ): { timeZone: ListedPlace['timeZone']; writeInstant: InstantWriter } | undefined => {
    if (!made.has(name))
      made.set(
        name,
        tryParse(() => make(name)),
      );
    return made.get(name);
  };
}

/** The vendor's own objects may throw when they are read. */
function safely<T>(read: () => T, otherwise: () => T): T {
  try {
    return read();
  } catch {
    return otherwise();
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && cleanText(value) !== '';
}
