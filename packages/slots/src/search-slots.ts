import {
  fhirHeaders,
  logUnreadable,
  type Reply,
  toBytesReply,
  type UnreadableItem,
} from '@sas-sos/fhir-http';
import type { Directory, ListedAssociation } from './directory/directory.js';
import {
  createSlotBundleWriter,
  type SlotBundleShape,
  type SlotBundleWriter,
} from './fhir/write-slot-bundle.js';
import { findSlots } from './find-slots.js';
import { parseFreeSlotSearch } from './query/parse-free-slot-search.js';
import { parseSlotSearch } from './query/parse-slot-search.js';
import { type SlotRequest, type SlotService, toSelfUrl } from './slot-service.js';
import { watchHomeVisits } from './watch-home-visits.js';

// The platform searches for Schedules, and gets the slots and everything they belong to.
const platformShape: SlotBundleShape = {
  match: 'Schedule',
  includes: { schedules: true, locations: true, organizations: true },
};

// The last instant that a FHIR dateTime, and any database, can hold.
const endOfTime = Date.parse('9999-12-31T23:59:59.999Z');

/** Answers the platform's search: INT_SOS1. */
export async function searchSchedules(service: SlotService, request: SlotRequest): Promise<Reply> {
  const search = parseSlotSearch(request.query, {
    zone: service.zone,
    maxAssociations: service.maxAssociations,
    strict: request.strict,
  });
  const directory = await service.getDirectory(request.signal);
  const associations = search.identifiers.flatMap((siret) => directory.bySiret.get(siret) ?? []);
  return answer(service, request, directory, { ...search, associations, shape: platformShape });
}

/** Answers a search for slots by their start. */
export async function searchFreeSlots(service: SlotService, request: SlotRequest): Promise<Reply> {
  const { from, to, includes, isForOtherActor, ...search } = parseFreeSlotSearch(
    request.query,
    service.zone,
  );
  const directory = await service.getDirectory(request.signal);
  return answer(service, request, directory, {
    ...search,
    from: from ?? 0,
    to: to ?? endOfTime,
    // Every schedule of an agenda belongs to a place.
    associations: isForOtherActor ? [] : directory.associations,
    shape: { match: 'Slot', includes },
  });
}

interface Question {
  readonly associations: readonly ListedAssociation[];
  readonly from: number;
  readonly to: number;
  readonly scheduleIds?: ReadonlySet<string> | undefined;
  readonly countOnly: boolean;
  readonly unreadable: readonly UnreadableItem[];
  readonly shape: SlotBundleShape;
}

async function answer(
  service: SlotService,
  request: SlotRequest,
  directory: Directory,
  question: Question,
): Promise<Reply> {
  const texts = service.getTexts(directory, request.baseUrl);
  const writer = createSlotBundleWriter(directory, texts, {
    ...question.shape,
    countOnly: question.countOnly,
  });
  await gather(service, request, directory, question, writer);
  const selfUrl = toSelfUrl(request);
  return toBytesReply(writer.finish(selfUrl), {
    headers: fhirHeaders,
    errorCodes: logUnreadable(question.unreadable, service.logger),
  });
}

async function gather(
  service: SlotService,
  { signal }: SlotRequest,
  directory: Directory,
  { associations, from, to, scheduleIds }: Question,
  writer: SlotBundleWriter,
): Promise<void> {
  if (associations.length === 0) return;
  const { agenda, clock, faults } = service;
  // A slot that has started can no longer be booked.
  const query = { associations, from: Math.max(from, clock.now()), to, signal };
  const watch = watchHomeVisits(faults.report);
  await findSlots(agenda, directory, query, {
    accept(slot) {
      if (scheduleIds !== undefined && !scheduleIds.has(slot.place.fhirId)) return;
      watch(slot);
      if (!writer.add(slot)) faults.report('slot-id-duplicate', `slots[${slot.id}].id`);
    },
    report: (code, path) => faults.report(code, path),
  });
}
