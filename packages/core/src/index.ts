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
} from './agenda.js';
export {
  type AgendaUrlReader,
  type Arrival,
  createAgendaUrlReader,
  readArrival,
  toAgendaUrl,
} from './agenda-url.js';
export { askAdapter, untilAborted } from './ask-adapter.js';
export type { AuditEvent, AuditedInteraction, AuditTrail } from './audit-trail.js';
export type { CallerGuard, CallerVerdict } from './caller-guard.js';
export { hasValidRppsCheckDigit, hasValidSiretCheckDigit } from './check-digit.js';
export { type Clock, systemClock } from './clock.js';
export { codeSystems, identifierSystems } from './code-systems.js';
export { toEmailKey } from './email-key.js';
export {
  type ErrorDefinition,
  errorCatalogue,
  type FhirIssueCode,
  type SasErrorCode,
} from './error-catalogue.js';
export type { FetchHandler, HandlerContext, PeerCertificate } from './fetch-handler.js';
export type {
  FhirHandler,
  FhirInteraction,
  FhirResourceCapability,
  FhirSearchParameter,
} from './fhir-handler.js';
export { isFhirId, toFhirId } from './fhir-id.js';
export {
  type FhirResponseOptions,
  fhirMediaType,
  responseChunks,
  toBytesResponse,
  toFhirResponse,
} from './fhir-response.js';
export { type FhirTarget, resolveFhirTarget } from './fhir-target.js';
export { type LocalDateTime, toEpochMilliseconds, toUtcMilliseconds } from './instant.js';
export { isJsonFormat, jsonMediaTypes } from './json-format.js';
export { type Logger, silentLogger } from './logger.js';
export {
  type IdentifierDomain,
  type NationalIdentifier,
  type NationalIdentifierKind,
  parseFiness,
  parseNationalIdentifier,
  parseSiret,
} from './national-identifier.js';
export { createOptionError } from './option-error.js';
export type {
  Outbox,
  OutboxAmendment,
  OutboxAppendOutcome,
  OutboxClaim,
  OutboxCount,
  OutboxEntry,
  OutboxFailure,
  OutboxQuery,
  OutboxReport,
  OutboxSettlement,
  OutboxState,
  OutboxTrace,
} from './outbox.js';
export { overseasTimeZone } from './overseas.js';
export { type JsonBodyOptions, parseJsonBody, toElementPath } from './parse-json-body.js';
export { toPhoneNumber } from './phone-number.js';
export { profiles } from './profiles.js';
export {
  checkPresentationParameter,
  createQueryIssues,
  isCount,
  parseQuery,
  type QueryIssues,
  type QueryParameter,
  readQueryOnce,
} from './query.js';
export { readBody } from './read-body.js';
export type {
  Regulator,
  RegulatorAccount,
  RegulatorAccountChange,
  RegulatorAccountQuery,
  RegulatorAccounts,
  RegulatorAddress,
  RegulatorDetails,
  RegulatorQualification,
  RegulatorSaveOutcome,
} from './regulator-accounts.js';
export { parseRegulatorIdentifier, type RegulatorIdentifier } from './regulator-identifier.js';
export { isSasError, SasError, type SasErrorOptions, type SasIssue } from './sas-error.js';
export type {
  KeptRegulatorSession,
  RegulatorRight,
  RegulatorSession,
  SessionChange,
  SignOn,
  SignOnArrival,
} from './sign-on.js';
export { createTimeZone, type TimeZone } from './time-zone.js';
export { toErrorResponse, toOperationOutcome } from './to-operation-outcome.js';
