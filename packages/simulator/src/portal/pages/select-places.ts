import { locatePlace } from '../../geography/locate-place.js';
import { type Position, toDistance } from '../../geography/position.js';
import type { FoundPlace, FoundSlot } from '../../platform/vendor/found-place.js';
import { isWithin } from './map-frames.js';
import type { SearchQuery } from './search-query.js';
import { isInPart, toLocalDates } from './searched-days.js';

/** A place with slots to show. */
export interface SelectedPlace {
  readonly place: FoundPlace;
  /** Kilometres as the crow flies; absent without a town, or if the place cannot be located. */
  readonly distance: number | undefined;
  /** Whether the distance is that of the place itself, not of its commune. */
  readonly isExact: boolean;
}

/** The places to show, and how many slots each filter hides. */
export interface Selection {
  readonly places: readonly SelectedPlace[];
  readonly slots: number;
  readonly hidden: {
    readonly day: number;
    readonly part: number;
    readonly consultation: number;
    readonly area: number;
  };
}

/**
 * Selects and orders what a person asked for: days and hours are those of each place. The nearest
 * place first, or the one that is free soonest.
 */
export function selectPlaces(
  found: readonly FoundPlace[],
  query: SearchQuery,
  { now, near }: { readonly now: number; readonly near: Position | undefined },
): Selection {
  const hidden = { day: 0, part: 0, consultation: 0, area: 0 };
  const { consultations, day, part, area } = query;
  const dates = new Map<string, ReadonlySet<string>>();
  const isOfDay = ({ start }: FoundSlot) => {
    // One set per offset: there are thousands of slots.
    const offset = start.slice(-6);
    let chosen = dates.get(offset);
    if (!chosen) {
      chosen = new Set(toLocalDates(day, now, start));
      dates.set(offset, chosen);
    }
    return chosen.has(start.slice(0, 10));
  };
  const keep = (slot: FoundSlot): boolean => {
    if (!isOfDay(slot)) hidden.day += 1;
    else if (part !== 'any' && !isInPart(slot.start, part)) hidden.part += 1;
    else if (
      consultations.length > 0 &&
      !slot.consultations.some((consultation) => consultations.includes(consultation))
    ) {
      hidden.consultation += 1;
    } else return true;
    return false;
  };
  const places = found.flatMap((place): SelectedPlace[] => {
    const location = near || area ? locatePlace(place) : undefined;
    if (area && !(location && isWithin(location, area))) {
      hidden.area += place.slots.length;
      return [];
    }
    const slots = place.slots.filter(keep);
    if (slots.length === 0) return [];
    return [
      {
        place: slots.length === place.slots.length ? place : { ...place, slots },
        distance: near && location && toDistance(near, location),
        isExact: location?.isExact ?? false,
      },
    ];
  });
  const soonest = ({ place }: SelectedPlace) => place.slots[0]?.startsAt ?? Infinity;
  const far = ({ distance }: SelectedPlace) => distance ?? Infinity;
  // Two unknown distances differ by NaN: then the time decides.
  places.sort((first, second) => {
    const byTime = soonest(first) - soonest(second);
    const byDistance = far(first) - far(second) || 0;
    return query.order === 'nearest' && near ? byDistance || byTime : byTime || byDistance;
  });
  return {
    places,
    slots: places.reduce((sum, { place }) => sum + place.slots.length, 0),
    hidden,
  };
}
