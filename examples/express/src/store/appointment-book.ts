import type { AppointmentReporter } from '@sas-sos/appointments';
import type { Consultation, Outbox, RegulatorAccount } from '@sas-sos/core';
import type { Appointment, AppointmentChange } from '../appointments/appointment.js';
import type { ChangeJudgement } from '../appointments/change-appointment.js';

/** Stores appointments. Each change is stored together with its report to the platform. */
export interface AppointmentBook {
  /** Finds an appointment by its id; `undefined` if there is none. */
  find(id: string): Promise<Appointment | undefined>;
  /** Lists appointments, one page at a time. */
  list(query: AppointmentListQuery): Promise<AppointmentList>;
  /** Takes a slot: of several concurrent calls one succeeds; its own holder gets `same`. */
  take(taking: Taking): Promise<TakeOutcome>;
  /**
   * Changes an appointment; its changes are reported in the order in which they were made. Reports
   * do not name the kind of consultation: a change of it alone is not reported.
   */
  change(id: string, change: AppointmentChange): Promise<ChangeOutcome>;
  /** Replaces an RPPS for which a report was kept aside; the corrected report has the new one. */
  correctEffector(id: string, before: string | null, after: string): Promise<void>;
}

/** A filter of appointments; what is absent or `null` does not limit. */
export interface AppointmentListQuery {
  readonly status?: Appointment['status'] | null;
  /** Only appointments taken by these accounts. */
  readonly accountIds?: readonly string[] | null;
  readonly placeId?: string | null;
  /** Earliest start. */
  readonly from?: number | null;
  /** Exclusive end of the range of starts. */
  readonly to?: number | null;
  /** Default: last taken first. */
  readonly order?: 'taking' | 'start' | 'start-descending';
  readonly offset: number;
  readonly limit: number;
}

export interface AppointmentList {
  /** Number of appointments on all pages. */
  readonly total: number;
  readonly appointments: readonly Appointment[];
}

export interface Taking {
  readonly placeId: string;
  readonly slotId: string;
  /** The kind of consultation; `null` or absent: the only one of the slot, or not chosen yet. */
  readonly consultation?: Consultation | null | undefined;
  readonly regulator: Pick<RegulatorAccount, 'id' | 'nationalId' | 'technicalId'>;
}

type TakeOutcome =
  | { readonly outcome: 'done' | 'same'; readonly appointment: Appointment }
  | { readonly outcome: 'slot-taken' | 'kind-not-offered' | 'regulator-disabled' };

export type ChangeOutcome =
  | { readonly outcome: 'done'; readonly appointment: Appointment }
  | { readonly outcome: Exclude<ChangeJudgement, 'possible'> | UndoneBySlot };

/** Why a change is undone once the new slot is held. */
type UndoneBySlot = 'unknown' | 'slot-taken' | 'kind-not-offered';

/** An open outbox, in which reports wait. */
export interface OpenOutbox {
  /** Creates the appointment book and its reporter. */
  createReporting(options: ReportingOptions): Reporting;
  /** Closes the outbox's own resources; call it after reporting has stopped. */
  close(): Promise<void>;
}

interface ReportingOptions {
  /** System in which the ids of appointments are unique. */
  readonly identifierSystem: string;
  /** Creates the reporter over the outbox. */
  createReporter<Transaction>(outbox: Outbox<Transaction>): AppointmentReporter<Transaction>;
}

/** Appointments and their reports. */
export interface Reporting {
  readonly book: AppointmentBook;
  readonly reporter: AppointmentReporter;
  /** Starts delivery, first of what an earlier process left. */
  start(): void;
  /** Finishes deliveries in progress; undelivered reports stay stored. */
  stop(): Promise<void>;
}
