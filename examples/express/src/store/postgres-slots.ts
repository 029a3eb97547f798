import type { ClientBase } from 'pg';
import type { SlotRecord } from './store.js';

/** Columns of a whole slot, with its instants as strings. */
export const storedSlotColumns = `id, place_id, starts_at::text, ends_at::text, audience, consultation,
  booking, reasons, status`;

const insertSlots = {
  name: 'insert-slots',
  text: `INSERT INTO slot
    SELECT id, place_id, to_timestamp(starts_at / 1000), to_timestamp(ends_at / 1000), audience,
      consultation, booking, reasons, status
    FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::text[], $6::text[],
      $7::text[], $8::text[], $9::text[])
      AS new (id, place_id, starts_at, ends_at, audience, consultation, booking, reasons, status)`,
};

/** Inserts slots, one array per column: one statement for a whole batch. */
export async function writePostgresSlots(
  client: ClientBase,
  slots: readonly SlotRecord[],
): Promise<void> {
  await client.query({
    ...insertSlots,
    values: [
      slots.map((slot) => slot.id),
      slots.map((slot) => slot.placeId),
      slots.map((slot) => slot.startsAt),
      slots.map((slot) => slot.endsAt),
      slots.map((slot) => slot.audience),
      slots.map((slot) => slot.consultation),
      slots.map((slot) => slot.booking),
      slots.map((slot) => slot.reasons),
      slots.map((slot) => slot.status),
    ],
  });
}
