import { isSasError, SasError } from '@sas-sos/core';
import type { PostgresPool } from './postgres-pool.js';
import {
  postgresOutboxMigrations,
  postgresOutboxVersion,
  postgresVersionTable,
} from './postgres-schema.js';

/** Migrates the tables to this package's version, in one transaction, one process at a time. */
export async function migratePostgresOutbox(pool: PostgresPool): Promise<void> {
  try {
    const client = await pool.connect();
    // A lost connection rejects the running statement; without a listener it would also throw.
    client.on('error', () => {});
    try {
      await client.query('BEGIN', []);
      await client.query(
        "SELECT pg_advisory_xact_lock(hashtextextended('sas-sos.outbox-migration', 0))",
        [],
      );
      await client.query(postgresVersionTable, []);
      const { rows } = await client.query('SELECT version FROM sas_outbox_version', []);
      const version: number = rows[0]?.version ?? 0;
      if (version > postgresOutboxVersion) throw new SasError('SAS_OUTBOX_SCHEMA');
      for (const migration of postgresOutboxMigrations.slice(version)) {
        // A query can only contain several statements if it has no values.
        for (const statement of migration.split(/;\s*\n/)) await client.query(statement, []);
      }
      if (version === 0) {
        await client.query('INSERT INTO sas_outbox_version VALUES ($1)', [postgresOutboxVersion]);
      } else {
        await client.query('UPDATE sas_outbox_version SET version = $1', [postgresOutboxVersion]);
      }
      await client.query('COMMIT', []);
      client.release();
    } catch (error) {
      // Closing the connection rolls back.
      client.release(true);
      throw error;
    }
  } catch (cause) {
    throw isSasError(cause) ? cause : new SasError('SAS_OUTBOX_UNAVAILABLE', { cause });
  }
}
