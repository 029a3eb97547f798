import { type Booking, toEpochMilliseconds } from '@sas-sos/core';
import { audiences, consultations, reasonLists } from './slot-columns.js';
import type { SlotStatus, StoredSlot } from './store.js';

/** A row of `slot`: instants are milliseconds in SQLite, strings in PostgreSQL. */
export interface StoredSlotRow {
  readonly id: string;
  readonly place_id: string;
  readonly starts_at: number | string;
  readonly ends_at: number | string;
  readonly audience: string;
  readonly consultation: string;
  readonly booking: Booking;
  readonly reasons: string | null;
  readonly status: SlotStatus;
}

export function toStoredSlot(row: StoredSlotRow): StoredSlot {
  return {
    id: row.id,
    placeId: row.place_id,
    startsAt: toEpochMilliseconds(row.starts_at),
    endsAt: toEpochMilliseconds(row.ends_at),
    audience: audiences(row.audience),
    consultation: consultations(row.consultation),
    booking: row.booking,
    reasons: row.reasons === null ? [] : reasonLists(row.reasons),
    status: row.status,
  };
}
