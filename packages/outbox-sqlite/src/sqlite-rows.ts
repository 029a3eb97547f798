import type { OutboxReport } from '@sas-sos/core';

/** A row of a report. */
export interface ReportRow {
  readonly position: number;
  readonly appointment: string;
  readonly is_first: 0 | 1;
  readonly status: string;
  readonly content: string;
  readonly state: OutboxReport['state'];
  readonly attempts: number;
  readonly stored_at: number;
  readonly changed_at: number | null;
  readonly failure: string | null;
  readonly traces: string;
}

/** Converts a row of a report. */
export function toReport(row: ReportRow): OutboxReport {
  const { position, appointment, status, content, state, attempts, stored_at, changed_at } = row;
  return {
    ...{ position, appointment, status, content, state, attempts },
    storedAt: stored_at,
    changedAt: changed_at,
    failure: row.failure === null ? null : JSON.parse(row.failure),
    traces: JSON.parse(row.traces),
  };
}
