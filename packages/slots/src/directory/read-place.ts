import {
  type NationalIdentifier,
  overseasTimeZone,
  type Place,
  parseFiness,
  toPhoneNumber,
} from '@sas-sos/core';
import { createAgendaUrlReader, toAgendaUrl, toFhirId, tryParse } from '@sas-sos/fhir-http';
import type { AgendaFaultCode } from '../agenda-fault.js';
import { cleanText } from '../clean-text.js';
import { isText, toCompactText, trimInvisible } from '../compact-text.js';
import type { ListedAssociation, ListedHours, ListedPlace } from './directory.js';
import { readOpeningHours } from './opening-hours.js';
import type { PlaceZone } from './place-zones.js';

/** Where a place was found, and what its reading depends on. */
export interface PlaceContext {
  /** Its association; absent if that one is left out: then the place is only checked. */
  readonly association: ListedAssociation | undefined;
  /** Path of its association, for the faults. */
  readonly associationPath: string;
  /** Its index in its association. */
  readonly index: number;
  /** Its rank among all places of the directory. */
  readonly rank: number;
  /** Whether another place already has this id. */
  readonly isTaken: (id: string) => boolean;
  /** The time zone with this name; the default one without a name. */
  readonly zoneOf: (name: string | undefined) => PlaceZone | undefined;
  /** Receives the faults. */
  readonly fault: (code: AgendaFaultCode, path: string) => undefined;
}

/** Reads a place, and reports all its faults; `undefined` if it cannot be sent. */
export function readPlace(source: Place, context: PlaceContext): ListedPlace | undefined {
  const { association, associationPath, index, fault } = context;
  const at = `${associationPath}.places`;
  if (typeof source !== 'object' || source === null) {
    return fault('place-malformed', `${at}[${index}]`);
  }
  const id = isText(source.id) ? source.id : undefined;
  const path = `${at}[${id ?? index}]`;
  let isSendable = association !== undefined;
  const refuse = (code: AgendaFaultCode, property: string): undefined => {
    isSendable = false;
    return fault(code, `${path}.${property}`);
  };
  const readText = (text: unknown, code: AgendaFaultCode, property: string): string | undefined =>
    isText(text) ? cleanText(text) : refuse(code, property);

  if (id === undefined) refuse('place-id-missing', 'id');
  else if (association !== undefined && context.isTaken(id)) refuse('place-id-duplicate', 'id');
  const name = readText(source.name, 'place-name-missing', 'name');
  const line = readText(source.address?.line, 'place-address-line-missing', 'address.line');
  const city = readText(source.address?.city, 'place-address-city-missing', 'address.city');
  const postalCode = toCompactText(String(source.address?.postalCode));
  const isPostalCode = /^\d{5}$/.test(postalCode);
  if (!isPostalCode) refuse('place-postal-code-malformed', 'address.postalCode');
  const zone = context.zoneOf(
    isText(source.timeZone)
      ? toCompactText(source.timeZone)
      : isPostalCode
        ? overseasTimeZone(postalCode)
        : undefined,
  );
  if (zone === undefined) refuse('place-time-zone-unknown', 'timeZone');
  const details = {
    phone: readPhone(source.phone, `${path}.phone`, context),
    finess: readFiness(source.finess, `${path}.finess`, context),
    coordinates: readCoordinates(source.coordinates, `${path}.coordinates`, context),
    openingHours: readHours(source, path, context),
    agendaUrl: readAgendaUrl(source.agendaUrl, `${path}.agendaUrl`, context),
  };
  if (
    !isSendable ||
    association === undefined ||
    id === undefined ||
    name === undefined ||
    line === undefined ||
    city === undefined ||
    zone === undefined
  ) {
    return undefined;
  }
  return {
    source,
    association,
    rank: context.rank,
    id,
    fhirId: toFhirId(id),
    name,
    address: { line, postalCode, city },
    timeZone: zone.timeZone,
    writeInstant: zone.writeInstant,
    readUrl: createAgendaUrlReader(),
    ...details,
  };
}

// The phone numbers that the official test kit accepts.
const certifiedPhone = /^\+(?:33|262|590|594|596)\d{9}$/;

function readPhone(
  text: Place['phone'],
  path: string,
  { fault }: PlaceContext,
): string | undefined {
  if (!isText(text)) return fault('place-phone-missing', path);
  const phone = toPhoneNumber(text);
  if (phone === undefined) fault('place-phone-malformed', path);
  else if (!certifiedPhone.test(phone)) fault('place-phone-unforeseen', path);
  return phone;
}

function readFiness(
  text: Place['finess'],
  path: string,
  { fault }: PlaceContext,
): NationalIdentifier | undefined {
  if (!isText(text)) return undefined;
  const finess = tryParse(() => parseFiness(toCompactText(text)));
  return finess ?? fault('place-finess-malformed', path);
}

function readCoordinates(
  given: Place['coordinates'],
  path: string,
  { fault }: PlaceContext,
): ListedPlace['coordinates'] {
  if (given === undefined || given === null) return undefined;
  const { latitude, longitude } = given;
  const isWithin = (degrees: unknown, most: number) =>
    typeof degrees === 'number' && Math.abs(degrees) <= most;
  return isWithin(latitude, 90) && isWithin(longitude, 180)
    ? { latitude, longitude }
    : fault('place-coordinates-malformed', path);
}

function readHours(source: Place, path: string, { fault }: PlaceContext): readonly ListedHours[] {
  const rows = Array.isArray(source.openingHours) ? source.openingHours : [];
  return rows.flatMap((row, index) => {
    const hours = readOpeningHours(row);
    if (hours === undefined)
      fault('place-opening-hours-malformed', `${path}.openingHours[${index}]`);
    return hours ?? [];
  });
}

function readAgendaUrl(
  text: Place['agendaUrl'],
  path: string,
  { fault }: PlaceContext,
): string | undefined {
  if (!isText(text)) return undefined;
  return toAgendaUrl(trimInvisible(text)) ?? fault('place-agenda-url-malformed', path);
}
