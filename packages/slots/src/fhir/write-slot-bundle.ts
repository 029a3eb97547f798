import { profiles } from '@sas-sos/fhir-http';
import type { Directory, ListedPlace } from '../directory/directory.js';
import type { SlotIncludes } from '../query/includes.js';
import type { ListedSlot } from '../read-free-slot.js';
import type { BundleTexts } from './bundle-texts.js';
import { createOctetWriter, type Octets, toOctets } from './octets.js';

/** Collects the slots of one answer, then writes the Bundle. */
export interface SlotBundleWriter {
  /** Adds a slot; `false` if there is already one with this id. */
  add(slot: ListedSlot): boolean;
  /** Writes the Bundle, as pieces of UTF-8. */
  finish(selfUrl: string): Uint8Array<ArrayBuffer>[];
  /** Writes the Bundle without its entries: only the number of slots. */
  finishCount(selfUrl: string): Uint8Array<ArrayBuffer>[];
}

/** What a Bundle answers. */
export interface SlotBundleShape {
  /** The resources searched for; slots are included with their Schedules. */
  readonly match: 'Schedule' | 'Slot';
  /** What comes along with the slots. */
  readonly includes: SlotIncludes;
}

interface PlaceSlots {
  readonly place: ListedPlace;
  readonly slots: ListedSlot[];
  /** Whether the slots arrived in order. */
  sorted: boolean;
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
  { match, includes }: SlotBundleShape,
): SlotBundleWriter {
  const byRank: (PlaceSlots | undefined)[] = new Array(directory.places.length);
  const ids = new Set<string>();
  const slotMode = match === 'Slot' ? 'match' : 'include';

  return {
    add(slot) {
      const before = ids.size;
      if (ids.add(slot.fhirId).size === before) return false;
      const ofPlace = byRank[slot.place.rank];
      if (ofPlace === undefined) {
        byRank[slot.place.rank] = { place: slot.place, slots: [slot], sorted: true };
        return true;
      }
      const { slots } = ofPlace;
      if (compare(slots[slots.length - 1] as ListedSlot, slot) > 0) ofPlace.sorted = false;
      slots.push(slot);
      return true;
    },

    finishCount(selfUrl) {
      const writer = createOctetWriter();
      writer.write(`${writeHead(selfUrl, ids.size, match)}}`);
      return writer.finish();
    },

    finish(selfUrl) {
      const ranked = byRank.filter((ofPlace) => ofPlace !== undefined);
      const writer = createOctetWriter();
      writer.write(writeHead(selfUrl, ids.size, match));
      if (ids.size > 0) writer.write(',"entry":[');
      const entries = writeDirectoryEntries(
        ranked.map(({ place }) => place),
        { texts, match, includes },
      );
      for (const entry of entries) writer.write(`${entry},`);
      const slotText = texts.slot(slotMode);
      let left = ids.size;
      for (const ofPlace of ranked) {
        if (!ofPlace.sorted) ofPlace.slots.sort(compare);
        for (const slot of ofPlace.slots) {
          left -= 1;
          writer.write(slotText(slot, left > 0 ? ',' : ''));
        }
      }
      writer.write(ids.size === 0 ? '}' : ']}');
      return writer.finish();
    },
  };
}

function compare(a: ListedSlot, b: ListedSlot): number {
  if (a.start.epoch !== b.start.epoch) return a.start.epoch - b.start.epoch;
  return a.fhirId < b.fhirId ? -1 : a.fhirId > b.fhirId ? 1 : 0;
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
