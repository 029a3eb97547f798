import type { Reason } from '@sas-sos/core';
import type { FhirResource } from 'fhir/r4.js';
import type { Directory, ListedAssociation, ListedPlace } from '../directory/directory.js';
import type { ListedSlot } from '../read-free-slot.js';
import type { MappingOptions } from './mapping-options.js';
import { type Octets, toOctets } from './octets.js';
import { type SearchMode, toBundleEntry } from './to-bundle-entry.js';
import { toFhirLocation } from './to-fhir-location.js';
import { toFhirOrganization } from './to-fhir-organization.js';
import { toFhirSchedule } from './to-fhir-schedule.js';
import { toFhirSlot, toSpecialty } from './to-fhir-slot.js';

/**
 * The JSON of bundle entries, as octets, each part serialised once: associations, places and
 * codings are the same in every slot of an answer, and in the next answer.
 */
export interface BundleTexts {
  /** Entry of a place's Schedule, as a match. */
  schedule(place: ListedPlace): Octets;
  /** The same, included with its slots. */
  includedSchedule(place: ListedPlace): Octets;
  /** Entry of a place's Location. */
  location(place: ListedPlace): Octets;
  /** Entry of an association's Organization. */
  organization(association: ListedAssociation): Octets;
  /** Entries of slots, as matches or included, each with a comma after it. */
  slot(mode: SearchMode): (slot: ListedSlot) => Octets;
}

const keptReasons = 4096;

/** Creates the texts of a directory for one base address. */
export function createBundleTexts(
  directory: Directory,
  baseUrl: string,
  options: MappingOptions,
): BundleTexts {
  const start = toOctets(`{"fullUrl":${JSON.stringify(`${baseUrl}/Slot/`).slice(0, -1)}`);
  // By rank of the place, then by bits of the slot.
  const middles: Octets[][] = directory.places.map(() => []);
  const specialties = new Map<string, string>();

  function writeEntry(resource: FhirResource, mode: SearchMode): Octets {
    return toOctets(JSON.stringify(toBundleEntry(baseUrl, resource, mode)));
  }

  /** What follows the id, up to the start: profile, types, consultation, booking, schedule. */
  function middleOf(slot: ListedSlot): Octets {
    const key = slot.audience | (slot.consultation << 2) | (slot.walkIn ? 32 : 0);
    const ofPlace = middles[slot.place.rank] as Octets[];
    let middle = ofPlace[key];
    if (middle === undefined) {
      middle = writeMiddle(slot);
      ofPlace[key] = middle;
    }
    return middle;
  }

  function writeMiddle(slot: ListedSlot): Octets {
    const { meta, serviceType, appointmentType, schedule, status } = toFhirSlot(slot);
    const json = JSON.stringify({ meta, serviceType, appointmentType, schedule, status });
    return toOctets(`",${json.slice(1, -1)},"start":"`);
  }

  function writeSpecialties(reasons: readonly Reason[]): Octets {
    let text = writeSpecialty(reasons[0] as Reason);
    for (let i = 1; i < reasons.length; i += 1) text += `,${writeSpecialty(reasons[i] as Reason)}`;
    return `,"specialty":[${text}]`;
  }

  function serialise(reason: Reason): Octets {
    return toOctets(JSON.stringify(toSpecialty(reason, options)));
  }

  function writeSpecialty(reason: Reason): Octets {
    if (typeof reason !== 'string') return serialise(reason);
    const cached = specialties.get(reason);
    if (cached !== undefined) return cached;
    if (specialties.size >= keptReasons) specialties.clear();
    const text = serialise(reason);
    specialties.set(reason, text);
    return text;
  }

  return {
    schedule: memo((place) => writeEntry(toFhirSchedule(place), 'match')),
    includedSchedule: memo((place) => writeEntry(toFhirSchedule(place), 'include')),
    location: memo((place) => writeEntry(toFhirLocation(place, options), 'include')),
    organization: memo((association) => writeEntry(toFhirOrganization(association), 'include')),
    // A FHIR id, an instant that we wrote and an agenda URL contain nothing that JSON escapes.
    slot(mode) {
      const end = `},"search":{"mode":"${mode}"}},`;
      return (slot) => {
        const { fhirId, url, reasons } = slot;
        const comment = url === undefined ? '"' : `","comment":"${url}"`;
        const rest = reasons.length === 0 ? end : `${writeSpecialties(reasons)}${end}`;
        return `${start}${fhirId}","resource":{"resourceType":"Slot","id":"${fhirId}${middleOf(slot)}${slot.start.text}","end":"${slot.end.text}${comment}${rest}`;
      };
    },
  };
}

function memo<Key extends object>(write: (key: Key) => string): (key: Key) => string {
  const written = new Map<Key, string>();
  return (key) => {
    let text = written.get(key);
    if (text === undefined) {
      text = write(key);
      written.set(key, text);
    }
    return text;
  };
}
