import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Agenda } from '@sas-sos/core';
import { createFreeSlotReader, type FreeSlotRow } from './slot-columns.js';
import { readSqliteAssociations } from './sqlite-directory.js';
import type { AgendaOptions } from './store.js';

const columns = 'id, place_id, starts_at, ends_at, audience, consultation, booking, reasons';

/**
 * Creates the SDK's port over the vendor's SQLite file: one prepared query per search, on the index
 * of free slots. SQLite answers on the calling thread, so there is nothing to cancel.
 */
export function createSqliteAgenda(
  database: DatabaseSyncInstance,
  { publicUrl }: AgendaOptions,
): Agenda {
  const freeSlots = database.prepare(
    `SELECT ${columns} FROM slot
     WHERE status = 'free' AND place_id IN (SELECT value FROM json_each(?))
       AND starts_at BETWEEN ? AND ?`,
  );
  freeSlots.setReturnArrays(true);
  const freeSlot = database.prepare(`SELECT ${columns} FROM slot WHERE status = 'free' AND id = ?`);
  freeSlot.setReturnArrays(true);
  const toFreeSlot = createFreeSlotReader(publicUrl);

  return {
    async listAssociations({ signal }) {
      signal.throwIfAborted();
      return readSqliteAssociations(database);
    },

    async findFreeSlots({ placeIds, from, to, signal }) {
      signal.throwIfAborted();
      const rows: FreeSlotRow[] = freeSlots.all(
        JSON.stringify(placeIds),
        from.getTime(),
        to.getTime(),
      );
      return rows.map(toFreeSlot);
    },

    async findFreeSlot({ id, signal }) {
      signal.throwIfAborted();
      const row: FreeSlotRow | undefined = freeSlot.get(id);
      return row && toFreeSlot(row);
    },
  };
}
