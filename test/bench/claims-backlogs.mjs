// @ts-check
// Backlogs in which nothing, or next to nothing, can be claimed.
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';

/**
 * Each is a list of reports by their numbers: the appointment, the state, and whether a retry was
 * put off. `n` counts from 0.
 *
 * @typedef {{
 *   name: string, count: number, appointment: string, state: string, isPutOff: string,
 * }} Backlog
 */

/** @type {readonly Backlog[]} */
export const backlogs = [
  {
    name: '100,000 backed off',
    ...{ count: 100_000, appointment: 'n', state: "'waiting'", isPutOff: 'true' },
  },
  {
    name: '100,000 behind one kept aside',
    count: 100_001,
    appointment: '0',
    state: "CASE n WHEN 0 THEN 'aside' ELSE 'waiting' END",
    isPutOff: 'false',
  },
  {
    name: '50,000 kept aside, one behind each',
    count: 100_000,
    appointment: 'n % 50000',
    state: "CASE WHEN n < 50000 THEN 'aside' ELSE 'waiting' END",
    isPutOff: 'false',
  },
  {
    name: '100,000 behind one backed off',
    ...{ count: 100_001, appointment: '0', state: "'waiting'", isPutOff: 'n = 0' },
  },
];

const content = '{"a report":"as stored"}';

/**
 * Fills the tables as if nothing had looked at the reports yet.
 *
 * @param {string} url @param {Backlog} backlog
 */
export async function fillPostgresBacklog(url, { count, appointment, state, isPutOff }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO sas_outbox_report (appointment, is_first, status, content, state, due_at, failure)
       SELECT 'backlog-' || ${appointment}, true, 'booked', $1, ${state},
         now() + CASE WHEN ${isPutOff} THEN interval '5 minutes' ELSE interval '0' END,
         CASE WHEN ${isPutOff} THEN '{"code":"SAS_PLATFORM_UNAVAILABLE"}'::jsonb END
       FROM generate_series(0, ${count - 1}) n`,
      [content],
    );
    await client.query('VACUUM ANALYZE sas_outbox_report');
  } finally {
    await client.end();
  }
}

/**
 * Fills a closed file. Delays are kept in memory: {@link putOff} sets them.
 *
 * @param {string} file @param {Backlog} backlog
 */
export function fillSqliteBacklog(file, { count, appointment, state }) {
  const database = new DatabaseSync(file);
  database.exec(`BEGIN;
    WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < ${count - 1})
    INSERT INTO outbox_report (appointment, is_first, status, content, state, stored_at)
    SELECT 'backlog-' || (${appointment}), 1, 'booked', '${content}', ${state}, ${Date.now()} FROM c;
    COMMIT;`);
  database.close();
}

/**
 * Claims everything that is due, and settles it with a delay.
 *
 * @param {import('@sas-sos/core').Outbox} outbox
 */
export async function putOff(outbox) {
  for (;;) {
    const claims = await outbox.claim({ limit: 1000, leaseMilliseconds: 600_000 });
    if (claims.length === 0) return;
    await outbox.settle(
      claims.map((claim) => ({
        ...{ claim, outcome: 'retry', afterMilliseconds: 3_600_000 },
        failure: { code: 'SAS_PLATFORM_UNAVAILABLE' },
      })),
    );
  }
}
