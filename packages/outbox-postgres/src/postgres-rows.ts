import type { OutboxClaim, OutboxCount, OutboxReport } from '@sas-sos/core';

/** A row of texts: see the statements. */
export type PostgresRow = Readonly<Record<string, string | null>>;

/** Converts a claimed row. */
export function toClaim(row: PostgresRow): OutboxClaim {
  return {
    position: Number(row['position']),
    appointment: String(row['appointment']),
    content: String(row['content']),
    token: Number(row['token']),
    attempt: Number(row['attempts']),
    isFirst: row['is_first'] === 'true',
    ageMilliseconds: Number(row['age']),
  };
}

/** Converts a row of a report. */
export function toReport(row: PostgresRow): OutboxReport {
  const failure = row['failure'] ?? null;
  return {
    position: Number(row['position']),
    appointment: String(row['appointment']),
    status: String(row['status']),
    content: String(row['content']),
    state: row['state'] as OutboxReport['state'],
    attempts: Number(row['attempts']),
    storedAt: Math.floor(Number(row['stored_at'])),
    changedAt: row['changed_at'] == null ? null : Math.floor(Number(row['changed_at'])),
    failure: failure === null ? null : JSON.parse(failure),
    traces: JSON.parse(row['traces'] ?? '[]'),
  };
}

/** Converts the row of the counts. */
export function toCount(row: PostgresRow): OutboxCount {
  return {
    waiting: Number(row['waiting']),
    aside: Number(row['aside']),
    oldestWaitingMilliseconds: Number(row['oldest_waiting']),
    oldestAsideMilliseconds: Number(row['oldest_aside']),
  };
}
