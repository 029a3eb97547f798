import type { Appointment } from 'fhir/r4.js';

/** A regulator, as the platform knows them. */
export interface PlatformRegulator {
  /** The simulator's own, a UUID; also the subject of the realm `sas`. */
  readonly id: string;
  /** UUID under which INT_R02 names who has no national identifier. */
  readonly technicalId: string;
  /** `8…` or another of IDNPS; none: the technical one is sent. */
  readonly nationalId: string | null;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  /** Whether they hold the right. */
  readonly isActive: boolean;
  /** What the vendor last accepted; none: nothing yet. */
  readonly lastSent: SentRegulator | null;
  /** What became of the last call; none: there was none. */
  readonly lastCall: RegulatorCall | null;
}

/** What the vendor knows of a regulator, by the last call that it answered with 2xx. */
export interface SentRegulator {
  /** `identifier.system` and `.value` of that call: what the next one names the account by. */
  readonly identifier: { readonly system: string; readonly value: string };
  readonly isActive: boolean;
}

/** How a call of INT_R02 went. */
export interface RegulatorCall {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly interaction: 'create' | 'update';
  /** None: no answer. */
  readonly status: number | null;
  /** What the vendor said, or why there is no answer; foreign text. */
  readonly text: string;
  /** Number of its exchange in the log of this run. */
  readonly exchange: number;
}

/** An appointment, as the vendor reported it. */
export interface ReportedAppointment {
  /** The platform's id of the resource. */
  readonly id: string;
  /** The vendor's. */
  readonly identifier: { readonly system: string; readonly value: string };
  /** Every state that was reported, earliest first; at least one. */
  readonly versions: readonly AppointmentVersion[];
}

/** What one report said. */
export interface AppointmentVersion {
  /** 1, 2, 3 … */
  readonly version: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: number;
  readonly interaction: 'create' | 'update';
  /** As it came, with the platform's `id`. */
  readonly resource: Appointment;
  /** Whether the one before said the same: a report that came twice. */
  readonly isRepeat: boolean;
}

/** What the simulator remembers, in memory or in a file. */
export interface PlatformState {
  readonly regulators: readonly PlatformRegulator[];
  /** Those heard of last come last. */
  readonly appointments: readonly ReportedAppointment[];
}
