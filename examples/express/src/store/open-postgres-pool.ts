import type { Logger } from '@sas-sos/core';
import pg, { type Pool } from 'pg';

/**
 * A connection through a pooler that may give each transaction another session of the server, such
 * as PgBouncer in transaction mode: nothing may stay in a session. A statement with a name would
 * be unknown in the next one, or already there.
 */
class PooledClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: as in pg, whose overloads cannot be repeated.
  override query(config: any, ...rest: any[]): any {
    const isNamed = typeof config === 'object' && config !== null && 'name' in config;
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const query = super.query as (...all: any[]) => unknown;
    return query.call(this, isNamed ? { ...config, name: undefined } : config, ...rest);
  }
}

/** Whether sessions of the server are shared with others, by the transaction. */
export const isPooled = (pool: Pool): boolean => pool.options.Client === PooledClient;

/**
 * Opens the connections to a PostgreSQL. Behind a pooler they do without named statements, and
 * without settings at the start of a session, which poolers refuse.
 *
 * @throws Error when the database is unreachable, or writes dates in a form that is not ISO 8601.
 */
export async function openPostgresPool(
  connectionString: string,
  { logger }: { readonly logger: Logger },
): Promise<Pool> {
  const shared = {
    connectionString,
    application_name: 'sas-sos-example',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
  const { isBehindPooler, dateStyle } = await lookAtServer(shared);
  if (isBehindPooler && !dateStyle.startsWith('ISO')) {
    throw new Error(`its DateStyle is ${dateStyle}; behind a pooler it must be ISO`);
  }
  if (isBehindPooler) {
    logger.info({}, 'PostgreSQL is behind a pooler: no statement is prepared or has a time limit');
  }
  const pool = new pg.Pool({
    ...shared,
    ...(isBehindPooler
      ? { Client: PooledClient }
      : {
          // Instants come as `2026-12-01 09:00:00+00` in any time zone setting of the server.
          options: '-c TimeZone=UTC -c DateStyle=ISO',
          statement_timeout: 10_000,
        }),
  });
  pool.on('error', (err) => logger.warn({ err }, 'PostgreSQL closed an idle connection'));
  // A lost connection fails its statement; without a listener the event would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A pooler invents the process that it announces: its client has none of its own. */
async function lookAtServer(options: pg.ClientConfig) {
  const client = new pg.Client(options) as pg.Client & { readonly processID: number };
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number; style: string }>(
      "SELECT pg_backend_pid() AS pid, current_setting('DateStyle') AS style",
    );
    return { isBehindPooler: rows[0]?.pid !== client.processID, dateStyle: rows[0]?.style ?? '' };
  } finally {
    await client.end().catch(() => {});
  }
}
