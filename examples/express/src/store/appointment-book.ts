import type { AppointmentReporter } from '@sas-sos/appointments';
import type { Outbox, RegulatorAccount } from '@sas-sos/core';
import type { Appointment, AppointmentChange } from '../appointments/appointment.js';
import type { ChangeJudgement } from '../appointments/change-appointment.js';

/** The appointments. Each change of one is kept together with its report to the platform. */
export interface AppointmentBook {
  /** Finds one; `undefined` when there is none of that id. */
  find(id: string): Promise<Appointment | undefined>;
  /** Lists them, those taken last first, a page at a time. */
  list(query: AppointmentListQuery): Promise<AppointmentList>;
  /** Takes a slot for a regulator: of several at once, one. Who has it is given it again: `same`. */
  take(taking: Taking): Promise<TakeOutcome>;
  /** Changes one; changes of one appointment are reported in the order in which they were made. */
  change(id: string, change: AppointmentChange): Promise<ChangeOutcome>;
  /** Replaces the RPPS that a kept-aside report was corrected for; that report carries the new one. */
  correctEffector(id: string, before: string | null, after: string): Promise<void>;
}

interface AppointmentListQuery {
  readonly status: Appointment['status'] | null;
  /** Those that start from then on; `null`: all. */
  readonly from: number | null;
  /** Those that start before. */
  readonly to: number | null;
  readonly offset: number;
  readonly limit: number;
}

export interface AppointmentList {
  /** How many there are, on all pages. */
  readonly total: number;
  readonly appointments: readonly Appointment[];
}

export interface Taking {
  readonly placeId: string;
  readonly slotId: string;
  readonly regulator: Pick<RegulatorAccount, 'id' | 'nationalId' | 'technicalId'>;
}

type TakeOutcome =
  | { readonly outcome: 'done' | 'same'; readonly appointment: Appointment }
  | { readonly outcome: 'slot-taken' | 'regulator-disabled' };

export type ChangeOutcome =
  | { readonly outcome: 'done'; readonly appointment: Appointment }
  | { readonly outcome: Exclude<ChangeJudgement, 'possible'> | 'unknown' | 'slot-taken' };

/** What reports wait in, open. */
export interface OpenOutbox {
  /** Creates what keeps appointments, and what reports them. */
  createReporting(options: ReportingOptions): Reporting;
  /** Closes what is the outbox's own; after the reporting has stopped. */
  close(): Promise<void>;
}

interface ReportingOptions {
  /** Under which the ids of appointments are unique. */
  readonly identifierSystem: string;
  /** Creates the reporter over the outbox. */
  createReporter<Transaction>(outbox: Outbox<Transaction>): AppointmentReporter<Transaction>;
}

/** Appointments and their reports. */
export interface Reporting {
  readonly book: AppointmentBook;
  readonly reporter: AppointmentReporter;
  /** Starts to deliver, beginning with what an earlier process has left. */
  start(): void;
  /** Ends what is under way; what is not delivered stays stored. */
  stop(): Promise<void>;
}
