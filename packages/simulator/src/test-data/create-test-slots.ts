import type { FoundPlace, FoundSlot } from '../platform/vendor/found-place.js';
import type { AssociationsOutcome, SlotSearchOutcome } from '../platform/vendor/vendor-client.js';
import { testNow } from './create-test-simulation.js';

const cities = [
  ['Rennes', '35000', 48.11, -1.68],
  ['Nantes', '44000', 47.22, -1.55],
  ['Angers', '49000', 47.47, -0.55],
  ['Brest', '29200', 48.39, -4.49],
  ['Quimper', '29000', 47.99, -4.1],
  ['Vannes', '56000', 47.66, -2.76],
  ['Le Mans', '72000', 48.0, 0.2],
  ['Caen', '14000', 49.18, -0.37],
  ['Tours', '37000', 47.39, 0.69],
  ['Saint-Malo', '35400', 48.65, -2.01],
] as const;

const day = 86_400_000;

/** A slot of a place, on site and for everyone, except for the given members. */
export function toSlot(slot: Partial<FoundSlot> = {}): FoundSlot {
  const startsAt = slot.startsAt ?? testNow + 3_600_000;
  // Paris, in winter.
  const start = `${new Date(startsAt + 3_600_000).toISOString().slice(0, 19)}+01:00`;
  return {
    id: 'slot-1',
    start,
    end: start,
    startsAt,
    consultations: ['on-site'],
    audiences: ['public'],
    isReserved: false,
    isWalkIn: false,
    reasons: [],
    url: 'http://127.0.0.1:3000/agenda/place-1?slot=1',
    ...slot,
  };
}

/** A place with one slot, except for the given members. */
export function toPlace(place: Partial<FoundPlace> = {}): FoundPlace {
  return {
    id: 'place-1',
    name: 'Centre de Rennes',
    association: { id: 'association-1', siret: '334173748400020', name: 'SOS Médecins Rennes' },
    address: { line: '4 rue des Lilas', postalCode: '35000', city: 'Rennes' },
    phone: '02 99 00 00 01',
    openingHours: [
      { days: ['mon', 'tue', 'wed', 'thu', 'fri'], opens: '08:00:00', closes: '20:00:00' },
      { days: ['sat', 'sun'], opens: '09:00:00', closes: '12:30:00' },
    ],
    position: null,
    slots: [toSlot()],
    ...place,
  };
}

/** The given number of slots, over as many associations with two places each, and three days. */
export function toManyPlaces(slots: number, associations: number): readonly FoundPlace[] {
  const perPlace = Math.ceil(slots / (associations * 2));
  const places: FoundPlace[] = [];
  let left = slots;
  for (let number = 0; number < associations * 2; number += 1) {
    const [city, postalCode, latitude, longitude] =
      cities[(number >> 1) % cities.length] ?? cities[0];
    const isSecond = number % 2 === 1;
    const count = Math.min(perPlace, left);
    left -= count;
    places.push(
      toPlace({
        id: `place-${number}`,
        name: isSecond ? `Point de garde, ${city} Nord` : `Centre de consultation de ${city}`,
        association: {
          id: `association-${number >> 1}`,
          siret: `3341737484000${String(10 + (number >> 1)).padStart(2, '0')}`,
          name: `SOS Médecins ${city}`,
        },
        address: { line: `${number + 3} avenue de la République`, postalCode, city },
        position: {
          latitude: latitude + (isSecond ? 0.12 : 0),
          longitude: longitude + (isSecond ? 0.1 : 0),
        },
        slots: Array.from({ length: count }, (_, index) => toManyth(index, count, number)),
      }),
    );
  }
  return places;
}

function toManyth(index: number, count: number, place: number): FoundSlot {
  const perDay = Math.ceil(count / 3);
  const dayNumber = Math.floor(index / perDay);
  // From 07:30 to 23:30, later on the first day.
  const open = dayNumber === 0 ? testNow + 20 * 60_000 : testNow + dayNumber * day - 150 * 60_000;
  const span = (dayNumber === 0 ? 13 : 16) * 3_600_000;
  const minutes = Math.floor(((index % perDay) * span) / perDay / 300_000) * 5;
  const kinds = [
    ['on-site'],
    ['on-site'],
    ['remote'],
    ['on-site', 'remote'],
    ['home-visit'],
  ] as const;
  return toSlot({
    id: `slot-${place}-${index}`,
    startsAt: open + minutes * 60_000,
    consultations: kinds[(index * 7 + place) % 5] ?? ['on-site'],
    audiences: (index + place) % 6 === 0 ? ['sas'] : ['public'],
    isReserved: (index + place) % 6 === 0,
    isWalkIn: (index + place) % 17 === 5,
    url: `http://127.0.0.1:3000/agenda/place-${place}?slot=slot-${place}-${index}`,
  });
}

/** The result of a search that found these places. */
export function toFound(
  places: readonly FoundPlace[],
): Extract<SlotSearchOutcome, { outcome: 'found' }> {
  const slots = places.reduce((sum, place) => sum + place.slots.length, 0);
  return {
    outcome: 'found',
    places,
    slots,
    received: slots,
    leftOut: [],
    durationMilliseconds: 123,
    checks: [],
    exchanges: [1],
  };
}

/** The vendor's associations for these places. */
export function toListed(
  places: readonly FoundPlace[],
): Extract<AssociationsOutcome, { outcome: 'found' }> {
  const byId = new Map(places.map(({ association }) => [association.id, association]));
  return {
    outcome: 'found',
    associations: [...byId.values()].map((association) => ({
      ...association,
      places: places.filter((place) => place.association.id === association.id),
    })),
    checks: [],
    exchanges: [1],
  };
}
