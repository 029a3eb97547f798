import type { Appointment } from 'fhir/r4.js';

/** A regulator of the platform. */
export interface PlatformRegulator {
  /** The simulator's own id, a UUID; also the subject in the realm `sas`. */
  readonly id: string;
  /** UUID that INT_R02 sends for a regulator without a national identifier. */
  readonly technicalId: string;
  /** `8…` or another IDNPS; if null, the technical identifier is sent. */
  readonly nationalId: string | null;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  /** Whether they have the right. */
  readonly isActive: boolean;
  /** What the vendor last accepted; null if nothing yet. */
  readonly lastSent: SentRegulator | null;
  /** Result of the last call; null if there was none. */
  readonly lastCall: RegulatorCall | null;
}

/** What the vendor has of a regulator, according to the last call that it answered with 2xx. */
export interface SentRegulator {
  /**
   * `identifier.system` and `.value` of that call: the next one uses them to identify the account.
   */
  readonly identifier: { readonly system: string; readonly value: string };
  readonly isActive: boolean;
}

/** Result of a call of INT_R02. */
export interface RegulatorCall {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly interaction: 'create' | 'update';
  /** Null if there was no answer. */
  readonly status: number | null;
  /** The vendor's message, or why there is no answer; foreign text. */
  readonly text: string;
  /** Number of its exchange in the log of this run. */
  readonly exchange: number;
}

/** An appointment, as the vendor reported it. */
export interface ReportedAppointment {
  /** The platform's id of the resource. */
  readonly id: string;
  /** The vendor's identifier. */
  readonly identifier: { readonly system: string; readonly value: string };
  /** All reported states, earliest first; at least one. */
  readonly versions: readonly AppointmentVersion[];
}

/** The content of one report. */
export interface AppointmentVersion {
  /** 1, 2, 3 … */
  readonly version: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: number;
  readonly interaction: 'create' | 'update';
  /** As received, with the platform's `id`. */
  readonly resource: Appointment;
  /** Whether it equals the previous one: a repeated report. */
  readonly isRepeat: boolean;
}

/** The state of the simulator, in memory or in a file. */
export interface PlatformState {
  readonly regulators: readonly PlatformRegulator[];
  /** The latest last. */
  readonly appointments: readonly ReportedAppointment[];
}
