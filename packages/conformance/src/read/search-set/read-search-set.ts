import { toEpochMilliseconds } from '@sas-sos/core';
import { isObject, type JsonObject, toList, toObject, toText, toTexts } from '../json-value.js';
import type {
  AnsweredCoding,
  AnsweredHours,
  AnsweredIdentifier,
  AnsweredLocation,
  AnsweredOrganization,
  AnsweredResource,
  AnsweredSchedule,
  AnsweredSlot,
  SearchSet,
} from './search-set.js';

/** Maximum number of entries read; far more than three days of slots in the whole country. */
const mostEntries = 100_000;

/** Reads the answer to a search; `undefined` if it is not a Bundle. Never throws. */
export function readSearchSet(data: unknown): SearchSet | undefined {
  if (!isObject(data) || data['resourceType'] !== 'Bundle') return undefined;
  const all = toList(data['entry']);
  const given = all.slice(0, mostEntries).map((entry) => toObject(entry));
  const resources = given.map(({ resource }) => toObject(resource));
  function ofType<Answered>(
    type: string,
    read: (resource: JsonObject, entry: number) => Answered,
  ): readonly Answered[] {
    const found: Answered[] = [];
    for (const [entry, resource] of resources.entries()) {
      if (resource['resourceType'] === type) found.push(read(resource, entry));
    }
    return found;
  }
  const slots = ofType('Slot', createSlotReader());
  const slotsByEntry = new Map(slots.map((slot) => [slot.entry, slot]));
  return {
    type: toText(data['type']),
    total: typeof data['total'] === 'number' ? data['total'] : undefined,
    profiles: toProfiles(data),
    links: toList(data['link']).map((link) => {
      const { relation, url } = toObject(link);
      return { relation: toText(relation), url: toText(url) };
    }),
    entries: given.map(({ fullUrl, search, resource }, entry) => ({
      fullUrl: toText(fullUrl),
      mode: toText(toObject(search)['mode']),
      resource: slotsByEntry.get(entry) ?? toResource(toObject(resource), entry),
    })),
    isCut: all.length > mostEntries,
    slots,
    schedules: ofType('Schedule', toSchedule),
    locations: ofType('Location', toLocation),
    organizations: ofType('Organization', toOrganization),
  };
}

function toResource(resource: JsonObject, entry: number): AnsweredResource {
  return {
    entry,
    type: toText(resource['resourceType']),
    id: toText(resource['id']),
    profiles: toProfiles(resource),
  };
}

/** Slots of several places begin together, and have few codings: each is read once. */
function createSlotReader(): (slot: JsonObject, entry: number) => AnsweredSlot {
  const epochs = new Map<string, number>();
  const toEpoch = (text: string | undefined) => {
    if (text === undefined) return Number.NaN;
    const known = epochs.get(text);
    if (known !== undefined) return known;
    const epoch = toEpochMilliseconds(text);
    epochs.set(text, epoch);
    return epoch;
  };
  const known = new Map<string | undefined, Map<string | undefined, readonly AnsweredCoding[]>>();
  const toSlotCodings: ReadCodings = (codings) => {
    if (!Array.isArray(codings) || codings.length !== 1) return toCodings(codings);
    const coding = toCoding(codings[0]);
    const ofSystem = known.get(coding.system) ?? new Map();
    known.set(coding.system, ofSystem);
    const read = ofSystem.get(coding.code) ?? [coding];
    ofSystem.set(coding.code, read);
    return read;
  };
  return (slot, entry) => toSlot(slot, entry, { toEpoch, toCodings: toSlotCodings });
}

type ReadCodings = (codings: unknown) => readonly AnsweredCoding[];

function toSlot(
  slot: JsonObject,
  entry: number,
  {
    toEpoch,
    toCodings,
  }: {
    readonly toEpoch: (text: string | undefined) => number;
    readonly toCodings: ReadCodings;
  },
): AnsweredSlot {
  const start = toText(slot['start']);
  const end = toText(slot['end']);
  // There are thousands of them: members are listed, because a spread is many times slower.
  return {
    entry,
    type: toText(slot['resourceType']),
    id: toText(slot['id']),
    profiles: toProfiles(slot),
    slotTypes: toCodings(toObject(slot['meta'])['security']),
    consultations: toAll(slot['serviceType'], (concept) => toCodings(toObject(concept)['coding'])),
    bookings: toCodings(toObject(slot['appointmentType'])['coding']),
    reasons: toList(slot['specialty']).flatMap((reason) => toLabel(toObject(reason)) ?? []),
    schedule: toReference(slot['schedule']),
    status: toText(slot['status']),
    start,
    end,
    startsAt: toEpoch(start),
    endsAt: toEpoch(end),
    comment: toText(slot['comment']),
  };
}

function toSchedule(schedule: JsonObject, entry: number): AnsweredSchedule {
  const actors = toList(schedule['actor']).flatMap((actor) => toReference(actor) ?? []);
  return { ...toResource(schedule, entry), actors };
}

function toLocation(location: JsonObject, entry: number): AnsweredLocation {
  const { address } = location;
  return {
    ...toResource(location, entry),
    identifiers: toList(location['identifier']).map(toIdentifier),
    name: toText(location['name']),
    telecoms: toList(location['telecom']).map((telecom) => {
      const { system, value } = toObject(telecom);
      return { system: toText(system), value: toText(value) };
    }),
    address: isObject(address)
      ? {
          lines: toTexts(address['line']),
          city: toText(address['city']),
          postalCode: toText(address['postalCode']),
        }
      : undefined,
    hours: toList(location['hoursOfOperation']).map(toHours),
    organization: toReference(location['managingOrganization']),
    position: toPosition(toObject(location['position'])),
  };
}

function toHours(hours: unknown): AnsweredHours {
  const { daysOfWeek, openingTime, closingTime } = toObject(hours);
  return { days: toTexts(daysOfWeek), opens: toText(openingTime), closes: toText(closingTime) };
}

function toPosition({ latitude, longitude }: JsonObject): AnsweredLocation['position'] {
  if (typeof latitude !== 'number' || Math.abs(latitude) > 90) return undefined;
  if (typeof longitude !== 'number' || Math.abs(longitude) > 180) return undefined;
  return { latitude, longitude };
}

function toOrganization(organization: JsonObject, entry: number): AnsweredOrganization {
  return {
    ...toResource(organization, entry),
    identifiers: toList(organization['identifier']).map(toIdentifier),
    name: toText(organization['name']),
  };
}

function toIdentifier(identifier: unknown): AnsweredIdentifier {
  const { system, value, type } = toObject(identifier);
  return { system: toText(system), value: toText(value), types: toConceptCodings(type) };
}

function toProfiles(resource: JsonObject): readonly string[] {
  return toTexts(toObject(resource['meta'])['profile']);
}

function toReference(value: unknown): string | undefined {
  return toText(toObject(value)['reference']);
}

function toConceptCodings(concept: unknown): readonly AnsweredCoding[] {
  return toCodings(toObject(concept)['coding']);
}

function toCodings(codings: unknown): readonly AnsweredCoding[] {
  return toList(codings).map(toCoding);
}

function toCoding(coding: unknown): AnsweredCoding {
  const { system, code } = toObject(coding);
  return { system: toText(system), code: toText(code) };
}

/** Reads all values of a list into one; that of the only one is not copied. */
function toAll<Read>(values: unknown, read: (value: unknown) => readonly Read[]): readonly Read[] {
  const list = toList(values);
  return list.length === 1 ? read(list[0]) : list.flatMap(read);
}

function toLabel({ text, coding }: JsonObject): string | undefined {
  const [first] = toList(coding);
  const { display, code } = toObject(first);
  return toText(text) ?? toText(display) ?? toText(code);
}
