import { isSasError, SasError } from '@sas-sos/core';
import { createPatientQuery } from './patient-query.js';
import {
  createStatementRunner,
  queryWithin,
  statementMilliseconds,
  takeConnection,
} from './postgres-connections.js';
import type { PostgresPool } from './postgres-pool.js';
import {
  postgresOutboxMigrations,
  postgresOutboxVersion,
  postgresVersionTable,
} from './postgres-schema.js';

/**
 * Ends the session on the server when this process has vanished: its transaction would keep the
 * lock, and no other process could migrate.
 */
const endWithUs = "SET LOCAL idle_in_transaction_session_timeout = '15s'";

/** Migrates the tables to this package's version, in one transaction, one process at a time. */
export async function migratePostgresOutbox(pool: PostgresPool): Promise<void> {
  try {
    const client = await takeConnection(pool, statementMilliseconds);
    // A lost connection rejects the running statement; without a listener it would also throw.
    client.on('error', () => {});
    try {
      await queryWithin(client, { text: 'BEGIN' });
      await queryWithin(client, { text: endWithUs });
      // A pool may have a limit for its statements, which an index on a million rows exceeds.
      await queryWithin(client, { text: 'SET LOCAL statement_timeout = 0' });
      const query = await createPatientQuery(client, createStatementRunner(pool));
      await query(
        "SELECT pg_advisory_xact_lock(hashtextextended('sas-sos.outbox-migration', 0))",
        [],
      );
      await query(postgresVersionTable, []);
      const { rows } = await query('SELECT version FROM sas_outbox_version', []);
      const version = Number(rows[0]?.version ?? 0);
      if (version > postgresOutboxVersion) throw new SasError('SAS_OUTBOX_SCHEMA');
      for (const migration of postgresOutboxMigrations.slice(version)) {
        // A query can only contain several statements if it has no values.
        for (const statement of migration.split(/;\s*\n/)) await query(statement, []);
      }
      if (version === 0) {
        await query('INSERT INTO sas_outbox_version VALUES ($1)', [postgresOutboxVersion]);
      } else {
        await query('UPDATE sas_outbox_version SET version = $1', [postgresOutboxVersion]);
      }
      await query('COMMIT', []);
      client.release();
    } catch (error) {
      // Closing the connection rolls back.
      client.release(true);
      throw error;
    }
  } catch (cause) {
    const isOwn = isSasError(cause) && cause.code !== 'SAS_TIME_LIMIT_EXCEEDED';
    throw isOwn ? cause : new SasError('SAS_OUTBOX_UNAVAILABLE', { cause });
  }
}
