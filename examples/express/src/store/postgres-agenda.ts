import type { Agenda } from '@sas-sos/core';
import type { Pool } from 'pg';
import { queryUntilAborted } from './postgres-cancel.js';
import { readPostgresAssociations } from './postgres-directory.js';
import { createFreeSlotReader, type FreeSlotRow } from './slot-columns.js';
import type { AgendaOptions } from './store.js';

const columns = 'id, place_id, starts_at, ends_at, audience, consultation, booking, reasons';

// Values stay the strings that PostgreSQL sent: the SDK accepts its timestamps as they are.
const types = { getTypeParser: () => (text: string) => text };

const freeSlots = {
  name: 'free-slots',
  text: `SELECT ${columns} FROM slot
    WHERE status = 'free' AND place_id = ANY($1) AND starts_at BETWEEN $2 AND $3`,
  rowMode: 'array',
  types,
} as const;

const freeSlot = {
  name: 'free-slot',
  text: `SELECT ${columns} FROM slot WHERE status = 'free' AND id = $1`,
  rowMode: 'array',
  types,
} as const;

/**
 * Creates the SDK's port over the vendor's PostgreSQL: one query per search, prepared unless a
 * pooler shares the sessions, on the index of free slots, and cancelled when its answer is no
 * longer wanted.
 */
export function createPostgresAgenda(pool: Pool, { publicUrl }: AgendaOptions): Agenda {
  const toFreeSlot = createFreeSlotReader(publicUrl);
  const find = async (
    query: typeof freeSlots | typeof freeSlot,
    values: unknown[],
    signal: AbortSignal,
  ) => {
    const rows = await queryUntilAborted<FreeSlotRow>(pool, { ...query, values }, signal);
    return rows.map(toFreeSlot);
  };

  return {
    async listAssociations({ signal }) {
      signal.throwIfAborted();
      return readPostgresAssociations(pool);
    },

    findFreeSlots: ({ placeIds, from, to, signal }) =>
      find(freeSlots, [placeIds, from, to], signal),

    async findFreeSlot({ id, signal }) {
      const [slot] = await find(freeSlot, [id], signal);
      return slot;
    },
  };
}

/** Runs the statement of a search, for no place: rejects if searches would. */
export async function checkPostgresAgenda(pool: Pool): Promise<void> {
  await pool.query({ ...freeSlots, values: [[], new Date(0), new Date(0)] });
}
