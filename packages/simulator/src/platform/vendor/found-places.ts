import type { AnsweredSlot, SearchSet } from '@sas-sos/conformance';
import { tryParse } from '@sas-sos/fhir-http';
import {
  clip,
  type FoundPlace,
  type FoundSlot,
  type ListedAssociation,
  type ListedPlace,
  toFoundAssociation,
  toFoundPlace,
  toReferencedId,
} from './found-place.js';

const consultations: ReadonlyMap<string, FoundSlot['consultations'][number]> = new Map([
  ['AMB', 'on-site'],
  ['VR', 'remote'],
  ['HH', 'home-visit'],
]);

const longestAddress = 4096;
const mostReasons = 20;

/** Why slots cannot be shown. */
export type LeftOutReason = 'no-id' | 'no-instants' | 'no-place' | 'repeated';

/** Slots that cannot be shown, for one reason. */
export interface LeftOutSlots {
  readonly reason: LeftOutReason;
  readonly count: number;
}

/**
 * Combines the answers to one search by place. Items without an id or instants, or that lead to no
 * place of an association, are left out and counted. Repeated places and slots count once.
 */
export function toFoundPlaces(sets: readonly SearchSet[]): {
  readonly places: readonly FoundPlace[];
  readonly leftOut: readonly LeftOutSlots[];
} {
  const toSlot = createSlotReader();
  const counts = new Map<LeftOutReason, number>();
  const leaveOut = (reason: LeftOutReason) => counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const slots = new Map<string, Map<string, FoundSlot>>();
  const places = new Map<string, Omit<FoundPlace, 'slots'>>();
  for (const set of sets) {
    for (const place of toPlaces(set)) {
      if (!places.has(place.id)) places.set(place.id, place);
    }
    const placeOfSchedule = createScheduleReader(set);
    for (const answered of set.slots) {
      const slot = toSlot(answered);
      const place = placeOfSchedule(answered.schedule);
      if (typeof slot === 'string') {
        leaveOut(slot);
        continue;
      }
      if (place === undefined || !places.has(place)) {
        leaveOut('no-place');
        continue;
      }
      const ofPlace = slots.get(place) ?? new Map<string, FoundSlot>();
      slots.set(place, ofPlace);
      if (ofPlace.has(slot.id)) leaveOut('repeated');
      else ofPlace.set(slot.id, slot);
    }
  }
  const found = [...places.values()].flatMap((place) => {
    const slotsOfPlace = slots.get(place.id);
    return slotsOfPlace ? [{ ...place, slots: [...slotsOfPlace.values()].sort(byStart) }] : [];
  });
  return {
    places: found,
    leftOut: [...counts].map(([reason, count]) => ({ reason, count })),
  };
}

function toPlaces({ locations, organizations }: SearchSet): readonly Omit<FoundPlace, 'slots'>[] {
  const associations = new Map(
    organizations.map((organization) => [organization.id, toFoundAssociation(organization)]),
  );
  return locations.flatMap((location) => {
    const place = toFoundPlace(location);
    const association = associations.get(toReferencedId(location.organization, 'Organization'));
    return place && association ? [{ ...place, association }] : [];
  });
}

/** Creates a reader of the place that a slot's schedule leads to; each reference is read once. */
function createScheduleReader({
  schedules,
}: SearchSet): (reference: string | undefined) => string | undefined {
  const placeIds = new Map<string, string>();
  for (const { id, actors } of schedules) {
    const place = actors
      .map((actor) => toReferencedId(actor, 'Location'))
      .find((candidate) => candidate !== undefined);
    if (id !== undefined && place !== undefined) placeIds.set(id, place);
  }
  const read = new Map<string | undefined, string | undefined>();
  return (reference) => {
    if (read.has(reference)) return read.get(reference);
    const place = placeIds.get(toReferencedId(reference, 'Schedule') ?? '');
    read.set(reference, place);
    return place;
  };
}

/** Creates a reader of slots. Thousands of them share few codings, which are read once. */
function createSlotReader(): (slot: AnsweredSlot) => FoundSlot | 'no-id' | 'no-instants' {
  const toLink = createLinkReader();
  const ways = new Map<AnsweredSlot['consultations'], FoundSlot['consultations']>();
  const toWays = (codings: AnsweredSlot['consultations']) => {
    let read = ways.get(codings);
    if (!read) {
      read = [...new Set(codings.flatMap(({ code = '' }) => consultations.get(code) ?? []))];
      ways.set(codings, read);
    }
    return read;
  };
  return (slot) => {
    const { id, start = '', end = '', startsAt, slotTypes } = slot;
    if (id === undefined) return 'no-id';
    if (Number.isNaN(startsAt) || Number.isNaN(slot.endsAt)) return 'no-instants';
    const isPublic = slotTypes.some(({ code }) => code === 'PUBLIC');
    const isForSas = slotTypes.some(({ code }) => code === 'SNP');
    return {
      id,
      start,
      end,
      startsAt,
      consultations: toWays(slot.consultations),
      audiences: audiencesOf[isPublic ? 1 : 0][isForSas ? 1 : 0],
      isReserved: isForSas && !isPublic,
      isWalkIn: slot.bookings.some(({ code }) => code === 'WALKIN'),
      reasons: slot.reasons.length === 0 ? none : slot.reasons.slice(0, mostReasons).map(clip),
      url: toLink(slot.comment),
    };
  };
}

const none: readonly string[] = [];

/** Who may book: whether the public may, then whether the SAS may. */
const audiencesOf = [
  [[], ['sas']],
  [['public'], ['public', 'sas']],
] as const;

/** What a URL begins with: nothing after it can make the URL invalid. */
const beginning = /^https?:\/\/[^/?#\\\s]*/i;

/**
 * Creates a reader of links, which keeps them unchanged: the platform appends to them as text.
 * Thousands of slots have the same host, which is parsed once.
 */
function createLinkReader(): (comment: string | undefined) => string | null {
  const hosts = new Map<string, boolean>();
  // Of a valid URL, up to the path: most of the others begin with the same text.
  let usual: string | undefined;
  return (comment) => {
    if (comment === undefined || comment.length > longestAddress) return null;
    if (usual !== undefined && comment.startsWith(usual)) return comment;
    const [host] = beginning.exec(comment) ?? [];
    if (host === undefined) return null;
    let isValid = hosts.get(host);
    if (isValid === undefined) {
      isValid = tryParse(() => new URL(host)) !== undefined;
      hosts.set(host, isValid);
      if (isValid) usual = `${host}/`;
    }
    return isValid ? comment : null;
  };
}

function byStart(first: FoundSlot, second: FoundSlot): number {
  return first.startsAt - second.startsAt || (first.id < second.id ? -1 : 1);
}

/** Combines the associations and the places of two answers; the first of each id counts. */
export function toFoundAssociations(
  organizations: SearchSet,
  locations: SearchSet,
): readonly ListedAssociation[] {
  const associations = new Map<string, ListedAssociation>();
  const places = new Map<string, ListedPlace[]>();
  for (const organization of [...organizations.organizations, ...locations.organizations]) {
    const association = toFoundAssociation(organization);
    if (!association || associations.has(association.id)) continue;
    const own: ListedPlace[] = [];
    places.set(association.id, own);
    associations.set(association.id, { ...association, places: own });
  }
  const seen = new Set<string>();
  for (const location of locations.locations) {
    const place = toFoundPlace(location);
    const own = places.get(toReferencedId(location.organization, 'Organization') ?? '');
    if (!place || !own || seen.has(place.id)) continue;
    seen.add(place.id);
    own.push(place);
  }
  return [...associations.values()];
}
