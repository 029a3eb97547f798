import { SasError } from '@sas-sos/core';
import { type Reply, toFhirReply } from '@sas-sos/fhir-http';
import type { Slot } from 'fhir/r4.js';
import { askAgenda } from './ask-agenda.js';
import type { Directory } from './directory/directory.js';
import { toFhirLocation } from './fhir/to-fhir-location.js';
import { toFhirOrganization } from './fhir/to-fhir-organization.js';
import { toFhirSchedule } from './fhir/to-fhir-schedule.js';
import { toFhirSlot } from './fhir/to-fhir-slot.js';
import { findSlots } from './find-slots.js';
import { type ListedSlot, readFreeSlot } from './read-free-slot.js';
import type { SlotRequest, SlotService } from './slot-service.js';

/**
 * Reads one resource by its id.
 *
 * @throws SasError `SAS_RESOURCE_NOT_FOUND`
 */
export async function readResource(
  service: SlotService,
  request: SlotRequest,
  type: string,
  id: string,
): Promise<Reply> {
  const directory = await service.getDirectory(request.signal);
  if (type === 'Slot') return toFhirReply(await readSlot(service, request, directory, id));
  if (type === 'Organization') {
    const association = directory.byOrganizationId.get(id) ?? notFound();
    return toFhirReply(toFhirOrganization(association));
  }
  const place = directory.byLocationId.get(id) ?? notFound();
  return toFhirReply(
    type === 'Schedule' ? toFhirSchedule(place) : toFhirLocation(place, service.mapping),
  );
}

function notFound(): never {
  throw new SasError('SAS_RESOURCE_NOT_FOUND');
}

// How far ahead to look for a slot in an agenda that cannot find one by its id; the platform asks
// for three days.
const daysAhead = 14;

async function readSlot(
  service: SlotService,
  request: SlotRequest,
  directory: Directory,
  id: string,
): Promise<Slot> {
  const now = service.clock.now();
  const slot =
    (await findById(service, request, directory, id)) ??
    (await findAmongAll(service, request, directory, id, now)) ??
    notFound();
  if (slot.audience === 0 || slot.start.epoch < now) return notFound();
  return toFhirSlot(slot, service.mapping);
}

/** With the agenda's own look-up; the id of the resource is then the vendor's. */
async function findById(
  { agenda }: SlotService,
  { signal }: SlotRequest,
  directory: Directory,
  id: string,
): Promise<ListedSlot | undefined> {
  if (agenda.findFreeSlot === undefined || id.startsWith('x-')) return undefined;
  const slot = await askAgenda((limited) => agenda.findFreeSlot?.({ id, signal: limited.signal }), {
    signal,
  });
  if (slot === undefined) return notFound();
  const read = readFreeSlot(slot, directory);
  return 'fault' in read || read.fhirId !== id ? notFound() : read;
}

/** With a search, if there is no such look-up or the id had to be converted to a FHIR id. */
async function findAmongAll(
  { agenda, faults }: SlotService,
  { signal }: SlotRequest,
  directory: Directory,
  id: string,
  now: number,
): Promise<ListedSlot | undefined> {
  let match: ListedSlot | undefined;
  const query = {
    associations: directory.associations,
    from: now,
    to: now + daysAhead * 86_400_000,
    signal,
  };
  await findSlots(agenda, directory, query, {
    accept(slot) {
      if (slot.fhirId === id) match ??= slot;
    },
    report: (code, path) => faults.report(code, path),
  });
  return match;
}
