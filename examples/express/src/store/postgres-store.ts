import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, type Logger, systemClock } from '@sas-sos/core';
import type { ClientBase, Pool } from 'pg';
import { keepBooked } from './keep-booked.js';
import { endPool, isPooled, openPostgresPool, withPatientPool } from './open-postgres-pool.js';
import { checkPostgresAgenda, createPostgresAgenda } from './postgres-agenda.js';
import { createPostgresAudit } from './postgres-audit.js';
import {
  findPostgresPlace,
  readPostgresAssociations,
  writePostgresDirectory,
} from './postgres-directory.js';
import { createPostgresRegister } from './postgres-register.js';
import { createPostgresRegulatorAccounts } from './postgres-regulators.js';
import { openPostgresOutbox } from './postgres-reporting.js';
import { createPostgresSessions } from './postgres-sessions.js';
import { storedSlotColumns, writePostgresSlots } from './postgres-slots.js';
import { postgresTables } from './postgres-tables.js';
import type { AgendaReplacement, ImportRecord, Store } from './store.js';
import { type StoredSlotRow, toStoredSlot } from './stored-slot-row.js';

// One lock for creating tables and for imports, held until the transaction ends.
const takeImportLock = "SELECT pg_advisory_xact_lock(hashtextextended('sas-sos.agenda-import', 0))";

/** How long records that wait to be stored may take at the end, in milliseconds. */
const drainMilliseconds = 3_000;

/**
 * Opens the store in PostgreSQL; several instances may share it.
 *
 * @throws Error when the database is unreachable.
 */
export async function openPostgresStore(
  connectionString: string,
  { logger, clock = systemClock }: { readonly logger: Logger; readonly clock?: Clock },
): Promise<Store> {
  const pool = await openPostgresPool(connectionString, { logger });
  try {
    await onOwnConnection(pool, (client) =>
      inTransaction(client, () => client.query(postgresTables)),
    );
  } catch (error) {
    await endPool(pool);
    throw error;
  }

  const audit = createPostgresAudit(pool);
  return {
    createAgenda: (options) => createPostgresAgenda(pool, options),

    createRegulatorAccounts: () => createPostgresRegulatorAccounts(pool, { clock }),

    regulators: createPostgresRegister(pool, { clock }),

    sessions: createPostgresSessions(pool),

    audit,

    openOutbox: () => openPostgresOutbox(pool, { clock }),

    async readDirectory() {
      const { rows } = await pool.query<{ id_system: string }>(
        'SELECT id_system FROM agenda_import',
      );
      return {
        idSystem: rows[0]?.id_system ?? '',
        associations: await readPostgresAssociations(pool),
      };
    },

    findPlace: (placeId) => findPostgresPlace(pool, placeId),

    async countFreeSlots(from, to) {
      const { rows } = await pool.query<{ place_id: string; free: number }>(
        `SELECT place_id, count(*)::integer AS free FROM slot
         WHERE status = 'free' AND starts_at BETWEEN $1 AND $2 GROUP BY place_id`,
        [new Date(from), new Date(to)],
      );
      return new Map(rows.map((row) => [row.place_id, row.free]));
    },

    async listSlots(placeId, from, to) {
      const { rows } = await pool.query<StoredSlotRow>(
        `SELECT ${storedSlotColumns} FROM slot
         WHERE place_id = $1 AND starts_at >= $2 AND starts_at < $3
         ORDER BY slot.starts_at, id COLLATE "C"`,
        [placeId, new Date(from), new Date(to)],
      );
      return rows.map(toStoredSlot);
    },

    async findSlot(placeId, slotId) {
      const { rows } = await pool.query<StoredSlotRow>(
        `SELECT ${storedSlotColumns} FROM slot WHERE id = $1 AND place_id = $2`,
        [slotId, placeId],
      );
      return rows[0] && toStoredSlot(rows[0]);
    },

    replaceAgenda: (replacement) => replaceAgenda(pool, replacement),

    // The statement of every search: a connection that answers another is not enough.
    check: () => checkPostgresAgenda(pool),

    async close() {
      await Promise.race([audit.drain(), delay(drainMilliseconds, undefined, { ref: false })]);
      await endPool(pool);
    },
  };
}

function replaceAgenda(pool: Pool, { isCurrent, fill }: AgendaReplacement): Promise<boolean> {
  return onOwnConnection(pool, async (client) => {
    const isReplaced = await inTransaction(client, async () => {
      const { rows } = await client.query<ImportRecord>(
        'SELECT fingerprint, counted_from AS "countedFrom" FROM agenda_import',
      );
      if (isCurrent(rows[0])) return false;
      // Not TRUNCATE: other instances keep answering from the old agenda until the commit.
      await client.query('DELETE FROM slot');
      await client.query('DELETE FROM place');
      await client.query('DELETE FROM association');
      await client.query('DELETE FROM agenda_import');
      let idSystem = '';
      const record = await fill({
        async writeDirectory(directory) {
          idSystem = directory.idSystem;
          await writePostgresDirectory(client, directory);
        },
        writeSlots: (slots) => writePostgresSlots(client, slots),
      });
      await client.query(keepBooked);
      await client.query('INSERT INTO agenda_import VALUES ($1, $2, $3)', [
        record.fingerprint,
        record.countedFrom,
        idSystem,
      ]);
      return true;
    });
    if (!isReplaced) return false;
    // Behind a pooler it would stay in a session that others get.
    if (!isPooled(pool)) await client.query('SET statement_timeout = 0');
    // Removes the replaced rows, and updates the planner's statistics.
    await client.query('VACUUM (ANALYZE) slot');
    return true;
  });
}

/** Runs statements in one transaction without time limit, one process at a time. */
async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query(takeImportLock);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Runs work on a connection of its own, which has time. */
function onOwnConnection<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  return withPatientPool(pool, async (patient) => {
    const client = await patient.connect();
    try {
      return await work(client);
    } finally {
      client.release(true);
    }
  });
}
