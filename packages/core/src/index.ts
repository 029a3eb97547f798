// The agenda, which a vendor implements

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
} from './agenda.js';

// The accounts of regulators, which a vendor implements

export type {
  Regulator,
  RegulatorAccount,
  RegulatorAccountChange,
  RegulatorAccountQuery,
  RegulatorAccounts,
  RegulatorDetails,
  RegulatorSaveOutcome,
} from './regulator-accounts.js';

// The sessions of regulators, which a vendor implements

export type {
  KeptRegulatorSession,
  RegulatorRight,
  RegulatorSession,
  SignOn,
  SignOnArrival,
} from './sign-on.js';

// The outbox of reports, the audit trail and the guard of callers, which a vendor may implement

export type { AuditEvent, AuditTrail } from './audit-trail.js';
export type { CallerGuard } from './caller-guard.js';
export type {
  Outbox,
  OutboxAmendment,
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

// Errors

export { errorCatalogue, type SasErrorCode } from './error-catalogue.js';
export { isSasError, SasError, type SasIssue } from './sas-error.js';

// Handlers, and what they receive

export { type Clock, systemClock } from './clock.js';
export type { FetchHandler, HandlerContext, PeerCertificate } from './fetch-handler.js';
export { type Logger, silentLogger } from './logger.js';

// Identifiers, e-mail addresses, phone numbers

export { toEmailKey } from './email-key.js';
export { identifierSystems } from './identifier-systems.js';
export {
  type NationalIdentifier,
  parseFiness,
  parseNationalIdentifier,
  parseSiret,
} from './national-identifier.js';
export { toPhoneNumber } from './phone-number.js';
export { parseRegulatorIdentifier, type RegulatorIdentifier } from './regulator-identifier.js';

// Instants and time zones

export { toEpochMilliseconds, toUtcMilliseconds } from './instant.js';
export { overseasTimeZone } from './overseas.js';
export { createTimeZone, type TimeZone } from './time-zone.js';
