import {
  type Outbox,
  type OutboxAmendment,
  type OutboxFailure,
  type OutboxQuery,
  type OutboxReport,
  type OutboxState,
  type OutboxTrace,
  SasError,
  type SasIssue,
} from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import { askOutbox } from './ask-outbox.js';
import { throwIssues } from './throw-issues.js';

/** A stored report and its state. Contains personal data: do not log it. */
export interface StoredAppointmentReport {
  /** Its position in the outbox, which identifies it for `mend`, `resend` and `drop`. */
  readonly position: number;
  /**
   * The report, as it was or will be sent; null if what is stored cannot be read. Such a report is
   * kept aside when it is due, and can only be dropped.
   */
  readonly report: StoredReportContent | null;
  /** Its state. */
  readonly state: OutboxState;
  /** Number of attempts to send it. */
  readonly attempts: number;
  /** When it was stored, ISO 8601, UTC. */
  readonly storedAt: string;
  /** When it last changed (delivered, failed, kept aside, amended); null if never. */
  readonly changedAt: string | null;
  /** Last failure to deliver it; `text` is from the platform: show it as text, not as HTML. */
  readonly failure: OutboxFailure | null;
  /** Decisions of people on it, earliest first. */
  readonly traces: readonly ReportTrace[];
}

/** A report as it is stored; it can be passed to `mend` with changes. */
export interface StoredReportContent {
  /** The vendor's id of the appointment. */
  readonly id: string;
  /** Status of the appointment. */
  readonly status: 'pending' | 'booked' | 'fulfilled' | 'noshow' | 'cancelled';
  /** Start, with its offset. */
  readonly start: string;
  /** End, with its offset. */
  readonly end: string;
  /** When it was taken, with its offset. */
  readonly takenAt: string;
  /** Who took it. */
  readonly regulator: { readonly nationalId: string } | { readonly technicalId: string };
  /** RPPS or ADELI of the practitioner, with its prefix; null if not known. */
  readonly effector: string | null;
  /** Time zone of the place; absent if it was reported without one. */
  readonly timeZone?: string;
}

/** A person's decision on a report, and when. */
export interface ReportTrace extends Omit<OutboxTrace, 'at' | 'before'> {
  /** When, ISO 8601, UTC. */
  readonly at: string;
  /** The report before its correction; null if it cannot be read. */
  readonly before?: StoredReportContent | null;
}

/** Finds reports, earliest first. */
export async function listReports(
  outbox: Outbox<never>,
  query: OutboxQuery,
): Promise<readonly StoredAppointmentReport[]> {
  return (await askOutbox(() => outbox.find(query))).map(toStoredReport);
}

/**
 * Carries out a person's decision.
 *
 * @throws SasError `SAS_REPORT_NOT_KEPT_ASIDE`
 */
export async function amendReport(
  outbox: Outbox<never>,
  position: number,
  amendment: OutboxAmendment,
): Promise<void> {
  const { by, reason } = amendment;
  const isText = (text: unknown) =>
    typeof text === 'string' && text.trim() !== '' && text.length <= 1000;
  const invalid = Object.entries({ by, reason }).flatMap(([expression, text]): SasIssue | [] =>
    isText(text) ? [] : { code: 'SAS_APPOINTMENT_INVALID', expression },
  );
  throwIssues(invalid);
  if (!(await askOutbox(() => outbox.amend(position, amendment)))) {
    throw new SasError('SAS_REPORT_NOT_KEPT_ASIDE');
  }
}

function toStoredReport(report: OutboxReport): StoredAppointmentReport {
  const { position, content, state, attempts, storedAt, changedAt, failure, traces } = report;
  return {
    ...{ position, report: parseContent(content), state, attempts, failure },
    storedAt: new Date(storedAt).toISOString(),
    changedAt: changedAt === null ? null : new Date(changedAt).toISOString(),
    traces: traces.map(({ at, before, ...trace }) => ({
      ...trace,
      at: new Date(at).toISOString(),
      ...(before === undefined ? {} : { before: parseContent(before) }),
    })),
  };
}

/** Parses what is stored; an error of `JSON.parse` would quote it, and hide the other reports. */
function parseContent(content: string): StoredReportContent | null {
  const data = tryParse(() => JSON.parse(content) as StoredReportContent);
  return typeof data?.id === 'string' && data.regulator ? data : null;
}
