import type { Appointment } from 'fhir/r4.js';

/** What the platform knows when a report arrives. */
export interface AppointmentContext {
  readonly interaction: 'create' | 'update';
  /** Identifiers of the regulators that the platform announced, national and technical. */
  readonly regulators: readonly string[];
  /** The last state of each appointment that has the same identifier, earliest first. */
  readonly known: readonly Appointment[];
}

/** A valid report, and what the platform knows. */
export interface AppointmentLife extends AppointmentContext {
  readonly appointment: Appointment;
}
