import { createTimeZone, parseSiret, type TimeZone, toPhoneNumber } from '@sas-sos/core';
import type { Directory, StoredAssociation } from '../store/store.js';
import { parseAssociation } from './association-schema.js';
import type { ReportMistake } from './mistake.js';
import { parseOrUndefined } from './parse-or-undefined.js';
import { textFault } from './text-fault.js';

const uri = /^(urn:oid:[\d.]+|[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]+)$/i;

/** Reads `idSystem` and `associations`: everything in the file except slots. */
export interface DirectoryReader {
  readAssociation(value: unknown, index: number): void;
  readIdSystem(value: unknown): void;
  /** Time zone of every place, including places of associations with mistakes. */
  readonly zones: ReadonlyMap<string, TimeZone>;
  /** What has been read so far. */
  readonly directory: Directory;
}

export function createDirectoryReader(options: {
  readonly report: ReportMistake;
  /** Receives warnings: they do not prevent the import. */
  readonly warn: ReportMistake;
}): DirectoryReader {
  const { report, warn } = options;
  const sirets = new Set<string>();
  const zones = new Map<string, TimeZone>();
  const associations: StoredAssociation[] = [];
  let idSystem = '';

  function readAssociation(value: unknown, index: number): void {
    const path = `associations[${index}]`;
    const read = parseAssociation(value);
    if ('issues' in read) {
      for (const issue of read.issues) report(path + toSuffix(issue.path), issue.message);
      checkSiret((value as { readonly siret?: unknown } | null)?.siret, path);
      keepPlaces(value, path);
      return;
    }
    const { association } = read;
    const { siret, places } = association;
    checkSiret(siret, path);
    if (parseSiret(siret).checkDigit === 'invalid')
      warn(`${path}.siret`, 'its check digit is wrong');
    places.forEach(({ id, phone, timeZone }, rank) => {
      addPlace(id, zoneOf(timeZone), `${path}.places[${rank}]`);
      if (phone && toPhoneNumber(phone) === undefined) {
        warn(
          `${path}.places[${rank}].phone`,
          'is not a phone number: the place is sent without it',
        );
      }
    });
    associations.push(association);
  }

  const zonesByName = new Map<string, TimeZone>();
  function zoneOf(name: string): TimeZone {
    const zone = zonesByName.get(name) ?? createTimeZone(name);
    zonesByName.set(name, zone);
    return zone;
  }

  function checkSiret(text: unknown, path: string): void {
    if (typeof text !== 'string') return;
    const siret = parseOrUndefined(parseSiret, text)?.value;
    // An invalid SIRET has already been reported.
    if (siret === undefined) return;
    if (sirets.has(siret)) report(`${path}.siret`, 'is the SIRET of another association too');
    sirets.add(siret);
  }

  function addPlace(id: string, zone: TimeZone, path: string): void {
    if (zones.has(id)) report(`${path}.id`, 'is the id of another place too');
    else zones.set(id, zone);
  }

  /** Keeps the places of an association with mistakes, so that their slots are not reported too. */
  function keepPlaces(value: unknown, path: string): void {
    const places = (value as { readonly places?: unknown } | null)?.places;
    if (!Array.isArray(places)) return;
    for (const [rank, place] of (places as ({ readonly id?: unknown } | null)[]).entries()) {
      const id = place?.id;
      if (typeof id === 'string') addPlace(id, zoneOf('Europe/Paris'), `${path}.places[${rank}]`);
    }
  }

  return {
    readAssociation,
    readIdSystem(value) {
      const fault =
        textFault(value, 500) ?? (uri.test(String(value)) ? undefined : 'must be a URI');
      if (fault) report('idSystem', fault);
      else idSystem = String(value);
    },
    zones,
    get directory() {
      return { idSystem, associations };
    },
  };
}

function toSuffix(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
}
