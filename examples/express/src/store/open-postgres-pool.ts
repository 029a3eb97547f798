import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@sas-sos/core';
import pg, { type Pool } from 'pg';
import { isReadTimeout } from './is-read-timeout.js';

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
 * How long an answer is waited for, in milliseconds: longer than the server runs a statement, so
 * that its own error comes first. Without it, a connection that a firewall has forgotten would keep
 * a page waiting for ever.
 */
const answerMilliseconds = 12_000;

/** How long an idle connection may take to answer once another one did not, in milliseconds. */
const checkMilliseconds = 2_000;

/** How long an answer is waited for where statements may take minutes, in milliseconds. */
const patientMilliseconds = 900_000;

/** How long connections may take to end, in milliseconds: one that is dead never answers. */
const endMilliseconds = 3_000;

/** Runs work with connections beside those of a pool, whose statements may take minutes. */
export async function withPatientPool<T>(pool: Pool, work: (pool: Pool) => Promise<T>): Promise<T> {
  const patient = new pg.Pool({ ...pool.options, query_timeout: patientMilliseconds });
  patient.on('error', () => {});
  patient.on('connect', (client) => client.on('error', () => {}));
  try {
    return await work(patient);
  } finally {
    await endPool(patient);
  }
}

/** Ends the connections of a pool; those that do not answer are left to the system. */
export async function endPool(pool: Pool): Promise<void> {
  await Promise.race([pool.end(), delay(endMilliseconds, undefined, { ref: false })]);
}

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
    query_timeout: answerMilliseconds,
  };
  const { isBehindPooler, dateStyle } = await lookAtServer(shared);
  if (isBehindPooler && !dateStyle.startsWith('ISO')) {
    throw new Error(`its DateStyle is ${dateStyle}; behind a pooler it must be ISO`);
  }
  if (isBehindPooler) {
    logger.info(
      {},
      'PostgreSQL is behind a pooler: no statement is prepared or ends on the server by itself',
    );
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
  checkIdleAfterTimeouts(pool);
  return pool;
}

/**
 * Closes idle connections that do not answer either, once one did not: a firewall that has
 * forgotten one has usually forgotten its neighbours, and each would keep a page waiting.
 */
function checkIdleAfterTimeouts(pool: Pool): void {
  let isChecking = false;
  pool.on('release', async (error) => {
    if (isChecking || !isReadTimeout(error)) return;
    isChecking = true;
    const check = { text: 'SELECT 1', query_timeout: checkMilliseconds };
    await Promise.allSettled(Array.from({ length: pool.idleCount }, () => pool.query(check)));
    isChecking = false;
  });
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
