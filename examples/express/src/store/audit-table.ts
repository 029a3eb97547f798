import type { FhirAuditTrailOptions } from '@sas-sos/gateway';

/** An `AuditEvent` of FHIR R4. */
export type AuditRecord = Parameters<FhirAuditTrailOptions['store']>[0];

/** Days for which a record cannot be removed; it is removed once they have passed. */
export const keptDays = 365;

/**
 * The records of who did what. None is ever changed, and none is removed before its time: the
 * database itself refuses, so that no page and no mistake of the product can do it.
 */
export interface AuditTable {
  append(entry: NewAuditEntry): Promise<void>;
  /** Lists records, latest first. */
  list(query: AuditQuery): Promise<readonly AuditEntry[]>;
  /** Removes the records that are older than {@link keptDays}. */
  removeOld(now: number): Promise<void>;
}

/** A record, before it is stored. */
export interface NewAuditEntry {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly recordedAt: number;
  /** Account of the regulator who acted; `null` if it was not one. */
  readonly accountId: string | null;
  readonly record: AuditRecord;
}

export interface AuditEntry extends NewAuditEntry {
  /** Grows with each record. */
  readonly position: number;
}

/** A filter of records; `null` does not limit. */
interface AuditQuery {
  readonly accountIds: readonly string[] | null;
  readonly from: number | null;
  /** Exclusive. */
  readonly to: number | null;
  /** Only records before this position, exclusive. */
  readonly before: number | null;
  readonly limit: number;
}

export const keptMilliseconds = keptDays * 86_400_000;
