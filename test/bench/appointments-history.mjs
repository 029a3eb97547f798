// @ts-check
// An outbox in long use: a million reports delivered in the last 90 days.

import { DatabaseSync } from '@photostructure/sqlite';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import pg from 'pg';

export const kept = 1_000_000;

/** As large as a stored report. */
const content = JSON.stringify({
  ...{ id: 'b6e39355-8a61-4556-b340-36f7b95fec6a', status: 'booked' },
  start: '2026-12-01T09:00:00.000+01:00',
  end: '2026-12-01T09:15:00.000+01:00',
  takenAt: '2026-11-30T18:00:00.000+01:00',
  regulator: { nationalId: '3456780581/11242343' },
  effector: '899900000017',
});

/** @param {string} url a database with the tables of the outbox */
export async function fillPostgres(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`INSERT INTO sas_outbox_appointment (id, status, reports)
      SELECT 'kept-' || n, 'fulfilled', 3 FROM generate_series(0, ${kept / 3}) n`);
    await client.query(
      `INSERT INTO sas_outbox_report
         (appointment, is_first, status, content, state, attempts, token, stored_at, changed_at)
       SELECT 'kept-' || n / 3, n % 3 = 0, 'booked', $1, 'delivered', 1, 2, at, at
       FROM (SELECT n, now() - interval '89 days' * (1 - n / ${kept}.0) AS at
             FROM generate_series(0, ${kept - 1}) n) one`,
      [content],
    );
    await client.query('VACUUM (ANALYZE) sas_outbox_report, sas_outbox_appointment');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** @param {string} file */
export async function fillSqlite(file) {
  // Creates the tables.
  await (await openSqliteOutbox({ file })).close();
  const database = new DatabaseSync(file);
  const count = (/** @type {number} */ most) =>
    `WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < ${most})`;
  const now = Date.now();
  database.exec('BEGIN');
  database.exec(`${count(kept / 3)}
    INSERT INTO outbox_appointment (id, status) SELECT 'kept-' || n, 'fulfilled' FROM c`);
  database.exec(`${count(kept - 1)}
    INSERT INTO outbox_report
      (appointment, is_first, status, content, state, attempts, stored_at, changed_at)
    SELECT 'kept-' || n / 3, n % 3 = 0, 'booked', '${content}', 'delivered', 1, at, at
    FROM (SELECT n, ${now} - 89 * 86400000 + n * 89 * 86400000 / ${kept} AS at FROM c)`);
  database.exec('COMMIT');
  database.close();
}
