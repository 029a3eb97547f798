// The reporter, which a vendor calls.

// Reports, and which status may follow which.
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
// Stored reports and their state.
export type { ReportTrace, StoredAppointmentReport, StoredReportContent } from './kept-aside.js';
export type { AppointmentReporterOptions, ReporterLimits } from './reporter-options.js';

// Only the mapping.
export { type FhirAppointmentOptions, toFhirAppointment } from './to-fhir-appointment.js';
