export type {
  AppointmentReport,
  AppointmentStatus,
  ReportedRegulator,
} from './appointment-report.js';
export { appointmentStatuses, isAppointmentTransition } from './appointment-transitions.js';
export {
  type AppointmentReporter,
  createAppointmentReporter,
  type DeliveryStatus,
  type PersonalDecision,
  type ReportQuery,
} from './create-appointment-reporter.js';
export type { BreakerState } from './delivery/circuit-breaker.js';
export type { DeliveredReport, DeliveryEvents } from './delivery/delivery-event.js';
export type { ReportTrace, StoredAppointmentReport, StoredReportContent } from './kept-aside.js';
export {
  createPostgresOutbox,
  type PostgresOutbox,
  type PostgresOutboxOptions,
} from './postgres/create-postgres-outbox.js';
export type {
  PostgresConnection,
  PostgresPool,
  PostgresQueryable,
} from './postgres/postgres-pool.js';
export { postgresOutboxSql } from './postgres/postgres-schema.js';
export type { AppointmentReporterOptions, ReporterLimits } from './reporter-options.js';
export {
  openSqliteOutbox,
  type SqliteOutbox,
  type SqliteOutboxOptions,
} from './sqlite/open-sqlite-outbox.js';
export { type FhirAppointmentOptions, toFhirAppointment } from './to-fhir-appointment.js';
