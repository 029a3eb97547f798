import type { SqliteDatabase, SqliteStatement } from './sqlite-driver.js';

/** Prepares the statements that an outbox runs repeatedly. */
export function prepareSqliteStatements(database: SqliteDatabase) {
  return {
    last: database.prepare('SELECT status FROM outbox_appointment WHERE id = ?'),
    remember: database.prepare(
      `INSERT INTO outbox_appointment (id, status) VALUES (?, ?)
       ON CONFLICT (id) DO UPDATE SET status = excluded.status`,
    ),
    insert: database.prepare(
      `INSERT INTO outbox_report (appointment, is_first, status, content, stored_at)
       VALUES (?, ?, ?, ?, ?)`,
    ),
    /** The first unfinished report of an appointment. */
    first: database.prepare(
      `SELECT position, state FROM outbox_report INDEXED BY outbox_unfinished
       WHERE appointment = ? AND state IN ('waiting', 'aside') ORDER BY position LIMIT 1`,
    ),
    /** The first unfinished report of each appointment, where it waits: read once, at the start. */
    allFirst: database.prepare(
      `SELECT position FROM (
         SELECT min(position) AS position, state FROM outbox_report INDEXED BY outbox_unfinished
         WHERE state IN ('waiting', 'aside') GROUP BY appointment
       ) WHERE state = 'waiting' ORDER BY position`,
    ),
    read: database.prepare('SELECT * FROM outbox_report WHERE position = ?'),
    attempt: database.prepare(
      'UPDATE outbox_report SET attempts = attempts + 1 WHERE position = ?',
    ),
    release: database.prepare(
      'UPDATE outbox_report SET attempts = attempts - 1 WHERE position = ?',
    ),
    settle: database.prepare(
      `UPDATE outbox_report SET state = ?, changed_at = ?, failure = coalesce(?, failure)
       WHERE position = ? AND state = 'waiting'`,
    ),
    amend: database.prepare(
      'UPDATE outbox_report SET state = ?, content = ?, changed_at = ?, traces = ? WHERE position = ?',
    ),
    count: database.prepare(
      `SELECT (SELECT count(*) FROM outbox_report WHERE state = 'waiting') AS waiting,
         (SELECT count(*) FROM outbox_report WHERE state = 'aside') AS aside,
         (SELECT stored_at FROM outbox_report WHERE state = 'waiting' ORDER BY position LIMIT 1)
           AS oldest_waiting,
         (SELECT stored_at FROM outbox_report WHERE state = 'aside' ORDER BY position LIMIT 1)
           AS oldest_aside`,
    ),
    purge: database.prepare(
      `DELETE FROM outbox_report WHERE position IN (
         SELECT position FROM outbox_report
         WHERE state IN ('delivered', 'dropped') AND changed_at < ? LIMIT ?
       )`,
    ),
  } satisfies Record<string, SqliteStatement>;
}
