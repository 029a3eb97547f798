import { type Association, type FreeSlot, type Place, parseSiret } from '@sas-sos/core';
import type { SlotStatus } from './create-memory-agenda.js';
import { findOffsetChange } from './offset-change.js';

/** The data that a vendor loads into its store before a contract suite tests its adapter. */
export interface AgendaFixture {
  /** Associations, each with its places. */
  readonly associations: readonly Association[];
  /** Slots of those places. Ids consist of digits, so that they also fit an integer column. */
  readonly slots: readonly FixtureSlot[];
}

/** A slot to load, free or not. */
export interface FixtureSlot extends FreeSlot {
  /** Start, on a whole minute. */
  readonly start: Date;
  /** End, on a whole minute. */
  readonly end: Date;
  /** Its status; only free slots are found. */
  readonly status: SlotStatus;
}

/** An agenda without associations. */
export const emptyFixture: AgendaFixture = { associations: [], slots: [] };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Number of slots in the largest answer. */
const largeSlotCount = 10_000;

// Time zones that differ from Paris: ahead, behind, with other clock changes, or without any.
const overseas = [
  ['Saint-Denis', '97400', 'Indian/Reunion', '0262 90 00 01'],
  ['Fort-de-France', '97200', 'America/Martinique', '0596 90 00 02'],
  ['Cayenne', '97300', 'America/Cayenne', '0594 90 00 03'],
  ['Papeete', '98713', 'Pacific/Tahiti', '+689 40 90 00 04'],
  ['Nouméa', '98800', 'Pacific/Noumea', '+687 29 00 05'],
  ['Saint-Pierre', '97500', 'America/Miquelon', '+508 41 00 06'],
] as const;

const mainland = ['Rennes', 'Lyon', 'Nantes', 'Bordeaux', 'Lille', 'Strasbourg', 'Nice'] as const;

/** The largest number of associations in one search. */
const associationCount = 25;

/**
 * Creates the fixture of {@link describeAgenda}: 25 associations on the mainland and overseas,
 * slots of every kind, and slots around both changes of the clock. All slots are later than `now`.
 */
export function createAgendaFixture(now: number): AgendaFixture {
  const associations = Array.from({ length: associationCount }, (_, index) =>
    createAssociation(index),
  );
  const morning = Math.ceil(now / day) * day + 7 * day + 8 * hour;
  const starts = [
    ...createSlotsOfEveryKind(placeIdOf(0, 0), morning),
    // A second place of the same association, at the very same times.
    ...createSlotsOfEveryKind(placeIdOf(0, 1), morning),
    ...associations.flatMap(({ places: [place] }) =>
      place ? [plainSlot(place.id, morning + 30 * minute), plainSlot(place.id, morning + day)] : [],
    ),
    ...['Europe/Paris', 'America/Miquelon'].flatMap((zone) => {
      const place = associations.flatMap(({ places }) => places).find((p) => p.timeZone === zone);
      return place ? createSlotsAroundChanges(place.id, zone, now) : [];
    }),
  ];
  return { associations, slots: starts.map((slot, index) => ({ id: String(index + 1), ...slot })) };
}

/** Creates a fixture of one place with very many slots, all of them free. */
export function createLargeFixture(now: number): AgendaFixture {
  const first = Math.ceil(now / day) * day + 7 * day;
  const placeId = placeIdOf(0, 0);
  return {
    associations: [createAssociation(0)],
    slots: Array.from({ length: largeSlotCount }, (_, index) => ({
      id: String(index + 1),
      ...plainSlot(placeId, first + index * 5 * minute),
    })),
  };
}

type SlotWithoutId = Omit<FixtureSlot, 'id'>;

function plainSlot(placeId: string, start: number): SlotWithoutId {
  return {
    placeId,
    start: new Date(start),
    end: new Date(start + 15 * minute),
    audience: ['public', 'sas'],
    consultation: ['on-site'],
    booking: 'appointment',
    status: 'free',
  };
}

function createSlotsOfEveryKind(placeId: string, morning: number): SlotWithoutId[] {
  const kinds: readonly Partial<SlotWithoutId>[] = [
    {},
    { audience: ['public'], reasons: ['Fièvre'] },
    { audience: ['sas'], consultation: ['remote'] },
    { audience: ['public', 'patients'], consultation: ['home-visit'] },
    { booking: 'walk-in', consultation: ['on-site', 'remote'] },
    { url: `https://agenda.example/places/${placeId}/slots?day=1&view=list` },
    { reasons: ['Toux « sèche », 38,5 °C & plus', 'Entorse "simple"'] },
    { reasons: [{ code: 'SM54', label: 'Médecine générale' }] },
    { audience: ['samu'] },
    { audience: ['patients'] },
    { audience: ['professionals'] },
    { status: 'booked' },
    { status: 'blocked' },
    { status: 'booked', audience: ['sas'], consultation: ['remote'] },
  ];
  return kinds.map((kind, index) => ({
    ...plainSlot(placeId, morning + index * 15 * minute),
    ...kind,
  }));
}

/** Creates a slot every half hour, from two hours before each clock change to two hours after. */
function createSlotsAroundChanges(placeId: string, zone: string, now: number): SlotWithoutId[] {
  return (['forward', 'back'] as const).flatMap((direction) => {
    const change = findOffsetChange(zone, now + 14 * day, direction);
    return Array.from({ length: 8 }, (_, index) =>
      plainSlot(placeId, change + (index - 4) * 30 * minute),
    );
  });
}

function placeIdOf(association: number, place: number): string {
  return String((association + 1) * 100 + place + 1);
}

function createAssociation(index: number): Association {
  const far = overseas[index - mainland.length];
  const city = far?.[0] ?? `${mainland[index % mainland.length]}`;
  const name = index < mainland.length || far ? city : `${city} ${index}`;
  const places = Array.from({ length: index === 0 ? 3 : 1 }, (_, number): Place => {
    const id = placeIdOf(index, number);
    return {
      id,
      name: `Centre de consultation ${name} ${number + 1}`,
      address: {
        line: `${number + 1} bis rue de l'Église`,
        postalCode: far?.[1] ?? `${35 + index}000`,
        city,
      },
      timeZone: far?.[2] ?? 'Europe/Paris',
      agendaUrl: `https://agenda.example/places/${id}`,
      // Some places have no phone, some have a FINESS, some close after midnight.
      ...(number === 1 ? {} : { phone: far?.[3] ?? `02 99 90 00 ${String(10 + index)}` }),
      ...(number === 2 ? { finess: '350000014' } : {}),
      openingHours: [
        { days: ['mon', 'tue', 'wed', 'thu', 'fri'], opens: '08:00', closes: '20:00' },
        number === 1
          ? { days: ['sat', 'sun'], opens: '20:00', closes: '02:00' }
          : { days: ['sat'], opens: '08:30', closes: '12:00' },
      ],
    };
  });
  return { siret: createSiret(index), name: `SOS Médecins ${name}`, places };
}

/** Creates a made-up SIRET with a valid check digit. */
function createSiret(index: number): string {
  const start = `99900${String(index).padStart(4, '0')}0001`;
  const digit = [...'0123456789'].find((last) => parseSiret(start + last).checkDigit === 'valid');
  return start + digit;
}
