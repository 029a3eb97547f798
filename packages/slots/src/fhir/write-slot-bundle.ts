import { profiles } from '@sas-sos/fhir-http';
import type { Directory, ListedPlace } from '../directory/directory.js';
import type { SlotIncludes } from '../query/includes.js';
import type { ListedSlot } from '../read-free-slot.js';
import type { BundleTexts } from './bundle-texts.js';
import { createOctetWriter, type Octets, toOctets } from './octets.js';
import { createSlotSequence, type SlotSequence } from './slot-sequence.js';

/** Collects the slots of one answer, then writes the Bundle. */
export interface SlotBundleWriter {
  /** Adds a slot; `false` if there is already one with this id. */
  add(slot: ListedSlot): boolean;
  /** Writes the Bundle, as pieces of UTF-8. */
  finish(selfUrl: string): Uint8Array<ArrayBuffer>[];
}

/** What a Bundle answers. */
export interface SlotBundleShape {
  /** The resources searched for; slots are included with their Schedules. */
  readonly match: 'Schedule' | 'Slot';
  /** What comes along with the slots. */
  readonly includes: SlotIncludes;
}

/**
 * Creates a writer: of the Bundle of the profile `sas-sos-bundle-aggregator`, where Schedules are
 * the matches and slots are included, or of slots, with what they belong to on request.
 *
 * The order of the answer is always the same for the same slots, in whatever order they arrived:
 * Schedules, Locations, Organizations, then Slots, each in the order of the directory, the slots of
 * a place by start, then by id.
 */
export function createSlotBundleWriter(
  directory: Directory,
  texts: BundleTexts,
  { match, includes, countOnly }: SlotBundleShape & { readonly countOnly: boolean },
): SlotBundleWriter {
  const byRank: (PlaceSlots | undefined)[] = new Array(directory.places.length);
  const ids = new Set<string>();
  const slotText = texts.slot(match === 'Slot' ? 'match' : 'include');

  return {
    add(slot) {
      const before = ids.size;
      if (ids.add(slot.fhirId).size === before) return false;
      if (countOnly) return true;
      let ofPlace = byRank[slot.place.rank];
      if (ofPlace === undefined) {
        ofPlace = { place: slot.place, slots: createSlotSequence() };
        byRank[slot.place.rank] = ofPlace;
      }
      ofPlace.slots.add(slot, slotText(slot));
      return true;
    },

    finish(selfUrl) {
      const writer = createOctetWriter();
      writer.write(writeHead(selfUrl, ids.size, match));
      if (ids.size > 0 && !countOnly) {
        const ranked = byRank.filter((ofPlace) => ofPlace !== undefined);
        const places = ranked.map(({ place }) => place);
        writer.write(',"entry":[');
        for (const entry of writeDirectoryEntries(places, { texts, match, includes })) {
          writer.write(`${entry},`);
        }
        for (const { slots } of ranked) slots.writeTo(writer);
        writer.dropLast();
        writer.write(']');
      }
      writer.write('}');
      return writer.finish();
    },
  };
}

interface PlaceSlots {
  readonly place: ListedPlace;
  readonly slots: SlotSequence;
}

/** Everything before the entries. */
function writeHead(selfUrl: string, total: number, match: SlotBundleShape['match']): Octets {
  const head = {
    resourceType: 'Bundle',
    ...(match === 'Schedule' ? { meta: { profile: [profiles.bundle] } } : {}),
    type: 'searchset',
    total,
    link: [{ relation: 'self', url: selfUrl }],
  };
  return toOctets(JSON.stringify(head).slice(0, -1));
}

/** The Schedules, Locations and Organizations that the slots belong to. */
function writeDirectoryEntries(
  places: readonly ListedPlace[],
  { texts, match, includes }: SlotBundleShape & { readonly texts: BundleTexts },
): readonly Octets[] {
  const associations = new Set(places.map((place) => place.association));
  const schedule = match === 'Schedule' ? texts.schedule : texts.includedSchedule;
  return [
    ...(includes.schedules ? places.map(schedule) : []),
    ...(includes.locations ? places.map(texts.location) : []),
    ...(includes.organizations ? [...associations].map(texts.organization) : []),
  ];
}
