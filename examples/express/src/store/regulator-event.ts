import type { RegulatorAccountChange, RegulatorDetails } from '@sas-sos/core';

/** An event in the history of an account, which the staff reads. */
export interface RegulatorEvent {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly occurredAt: number;
  readonly kind: RegulatorEventKind;
  readonly changes: readonly FieldChange[];
}

export type RegulatorEventKind =
  | 'created'
  | 'enabled'
  | 'disabled'
  /** An identifier was removed from a disabled account, for the account that claims it. */
  | 'identifier-released'
  | 'changed'
  | 'terms-accepted';

/** A changed field. */
export interface FieldChange {
  readonly field: ShownField | keyof RegulatorDetails | 'termsVersion';
  /** Absent, like `after`, for values not copied into the history: an address, a birth date. */
  readonly before?: string | null;
  readonly after?: string | null;
}

const shownFields = ['familyName', 'givenName', 'email', 'nationalId', 'technicalId'] as const;
type ShownField = (typeof shownFields)[number];

/** Converts a change of an account to an event. */
export function toRegulatorEvent(
  { before, after }: RegulatorAccountChange,
  occurredAt: number,
): RegulatorEvent {
  const shown = shownFields
    .map((field) => ({ field, before: before?.[field] ?? null, after: after[field] }))
    .filter((change) => change.before !== change.after);
  const details = Object.keys({
    ...before?.details,
    ...after.details,
  }) as (keyof RegulatorDetails)[];
  const others = details
    .filter((field) => !isSame(before?.details[field], after.details[field]))
    .map((field) => ({ field }));
  return { occurredAt, kind: toKind({ before, after }), changes: [...shown, ...others] };
}

function toKind({ before, after }: RegulatorAccountChange): RegulatorEventKind {
  if (!before) return 'created';
  if (before.active !== after.active) return after.active ? 'enabled' : 'disabled';
  const isReleased =
    (before.nationalId !== null && after.nationalId === null) ||
    (before.technicalId !== null && after.technicalId === null);
  return isReleased && !after.active ? 'identifier-released' : 'changed';
}

function isSame(value: unknown, other: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(other);
}

/** A row of `regulator_event`: instants are milliseconds in SQLite, dates in PostgreSQL. */
export interface RegulatorEventRow {
  readonly occurred_at: number | Date;
  readonly kind: RegulatorEventKind;
  /** JSON. */
  readonly changes: string;
}

export function toStoredEvent({ occurred_at, kind, changes }: RegulatorEventRow): RegulatorEvent {
  return { occurredAt: Number(occurred_at), kind, changes: JSON.parse(changes) };
}
