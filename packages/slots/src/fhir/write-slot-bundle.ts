import { profiles } from '@sas-sos/core';
import type { Directory, ListedPlace } from '../directory/directory.js';
import type { ListedSlot } from '../read-free-slot.js';
import type { BundleTexts } from './bundle-texts.js';
import type { SearchMode } from './to-bundle-entry.js';

/** Gathers the slots of one answer, then writes the Bundle. */
export interface SlotBundleWriter {
  /** Adds a slot; `false` when one with this id is there already. */
  add(slot: ListedSlot): boolean;
  /** Number of slots added. */
  readonly total: number;
  /** Writes the Bundle, as pieces of UTF-8. */
  finish(selfUrl: string): Uint8Array<ArrayBuffer>[];
}

interface PlaceSlots {
  readonly place: ListedPlace;
  readonly slots: WrittenSlot[];
  /** Whether the slots came in order. */
  sorted: boolean;
}

interface WrittenSlot {
  readonly start: number;
  readonly id: string;
  readonly text: string;
}

// Slots turned into bytes at a time: enough for the cost of a call not to count, and few enough for
// their text to stay small and young.
const slotsPerPiece = 128;

/**
 * Makes a writer: of the Bundle of the profile `sas-sos-bundle-aggregator`, where Schedules are what
 * was searched for and slots are brought along (`include`), or of slots alone (`match`).
 *
 * The order of the answer is always the same for the same slots, whatever the order
 * in which they came: Schedules, Locations, Organizations, then Slots, each in the order of the
 * directory, the slots of a place by start, then by id.
 */
export function createSlotBundleWriter(
  directory: Directory,
  texts: BundleTexts,
  mode: SearchMode,
): SlotBundleWriter {
  const byRank: (PlaceSlots | undefined)[] = new Array(directory.places.length);
  const ids = new Set<string>();

  return {
    get total() {
      return ids.size;
    },
    add(slot) {
      const before = ids.size;
      if (ids.add(slot.fhirId).size === before) return false;
      let ofPlace = byRank[slot.place.rank];
      if (ofPlace === undefined) {
        ofPlace = { place: slot.place, slots: [], sorted: true };
        byRank[slot.place.rank] = ofPlace;
      }
      const written = { start: slot.start.epoch, id: slot.fhirId, text: texts.slot(slot, mode) };
      const last = ofPlace.slots.at(-1);
      if (last !== undefined && compare(last, written) > 0) ofPlace.sorted = false;
      ofPlace.slots.push(written);
      return true;
    },
    finish(selfUrl) {
      const encoder = new TextEncoder();
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      let text = writeHead(selfUrl, ids.size, mode);
      let separator = ids.size === 0 ? '' : ',"entry":[';
      let count = 0;
      if (mode === 'include' && ids.size > 0) {
        text += separator + writeDirectoryEntries(byRank, texts);
        separator = ',';
      }
      for (const ofPlace of byRank) {
        if (ofPlace === undefined) continue;
        if (!ofPlace.sorted) ofPlace.slots.sort(compare);
        for (const slot of ofPlace.slots) {
          text += separator + slot.text;
          separator = ',';
          count += 1;
          if (count % slotsPerPiece === 0) {
            pieces.push(encoder.encode(text));
            text = '';
          }
        }
      }
      pieces.push(encoder.encode(ids.size === 0 ? `${text}}` : `${text}]}`));
      return pieces;
    },
  };
}

function compare(a: WrittenSlot, b: WrittenSlot): number {
  if (a.start !== b.start) return a.start - b.start;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Everything before the entries. */
function writeHead(selfUrl: string, total: number, mode: SearchMode): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    ...(mode === 'include' ? { meta: { profile: [profiles.bundle] } } : {}),
    type: 'searchset',
    total,
    link: [{ relation: 'self', url: selfUrl }],
  }).slice(0, -1);
}

/** The Schedules, Locations and Organizations that the slots belong to. */
function writeDirectoryEntries(
  byRank: readonly (PlaceSlots | undefined)[],
  texts: BundleTexts,
): string {
  const places = byRank.flatMap((ofPlace) => ofPlace?.place ?? []);
  const associations = [...new Set(places.map((place) => place.association))];
  return [
    ...places.map(texts.schedule),
    ...places.map(texts.location),
    ...associations.map(texts.organization),
  ].join(',');
}
