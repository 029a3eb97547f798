export type {
  Agenda,
  Association,
  Audience,
  Booking,
  Consultation,
  DayOfWeek,
  FreeSlot,
  FreeSlotQuery,
  FreeSlots,
  InstantLike,
  OpeningHours,
  Place,
  PlaceAddress,
  Reason,
} from '@sas-sos/core';
export { type AgendaFault, type AgendaFaultCode, agendaFaults } from './agenda-fault.js';
export { toAgendaUrl } from './agenda-url.js';
export {
  type CarriedAssociation,
  type CarriedPlace,
  listCarriedAssociations,
  toAssociationCsv,
} from './association-list.js';
export { type AgendaReport, type CheckAgendaOptions, checkAgenda } from './check-agenda.js';
export {
  createSlotHandler,
  type SlotHandler,
  type SlotHandlerOptions,
} from './create-slot-handler.js';
export type { Directory, ListedAssociation, ListedHours, ListedPlace } from './directory.js';
export { fetchAssociations } from './fetch-associations.js';
export type { InstantWriter, WrittenInstant } from './instant-writer.js';
export { parseSlotSearch, type SlotSearch, type SlotSearchOptions } from './parse-slot-search.js';
export { type ReadDirectoryOptions, readDirectory } from './read-directory.js';
export { type ListedSlot, readFreeSlot, type SlotFault } from './read-free-slot.js';
export { type PlaceIdentification, toFhirLocation } from './to-fhir-location.js';
export { toFhirOrganization } from './to-fhir-organization.js';
export { toFhirSchedule } from './to-fhir-schedule.js';
export { toFhirSlot } from './to-fhir-slot.js';
