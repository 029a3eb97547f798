// Reporting: what a vendor calls.

// What is reported, and what may come after what.
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
// What became of it.
export type { ReportTrace, StoredAppointmentReport, StoredReportContent } from './kept-aside.js';
export type { AppointmentReporterOptions, ReporterLimits } from './reporter-options.js';

// The mapping alone.
export { type FhirAppointmentOptions, toFhirAppointment } from './to-fhir-appointment.js';
