export type {
  Agenda,
  Association,
  Audience,
  Booking,
  Consultation,
  DayOfWeek,
  FreeSlot,
  FreeSlotQuery,
  InstantLike,
  OpeningHours,
  Place,
  PlaceAddress,
  Reason,
} from '@sas-sos/core';
export { type AgendaUrlReader, toAgendaUrl } from '@sas-sos/fhir-http';
export { type AgendaFault, type AgendaFaultCode, agendaFaults } from './agenda-fault.js';
export {
  type CarriedAssociation,
  type CarriedAssociationsOptions,
  type CarriedPlace,
  listCarriedAssociations,
  toAssociationCsv,
} from './associations/association-list.js';
export {
  type FetchAssociationsOptions,
  fetchAssociations,
} from './associations/fetch-associations.js';
export { type AgendaReport, type CheckAgendaOptions, checkAgenda } from './check-agenda.js';
export {
  createSlotHandler,
  type SlotHandler,
  type SlotHandlerOptions,
} from './create-slot-handler.js';
export type {
  Directory,
  ListedAssociation,
  ListedHours,
  ListedPlace,
} from './directory/directory.js';
export type { InstantWriter, WrittenInstant } from './directory/instant-writer.js';
export { type ReadDirectoryOptions, readDirectory } from './directory/read-directory.js';
export type { MappingOptions } from './fhir/mapping-options.js';
export { toFhirLocation } from './fhir/to-fhir-location.js';
export { toFhirOrganization } from './fhir/to-fhir-organization.js';
export { toFhirSchedule } from './fhir/to-fhir-schedule.js';
export { type ReasonCoding, toFhirSlot } from './fhir/to-fhir-slot.js';
export {
  parseSlotSearch,
  type SlotSearch,
  type SlotSearchOptions,
} from './query/parse-slot-search.js';
export {
  audienceBits,
  consultationBits,
  type ListedSlot,
  readFreeSlot,
  type SlotFault,
} from './read-free-slot.js';
