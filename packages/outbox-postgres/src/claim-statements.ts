// The statements that keep a claim as cheap as what it finds.
//
// A report whose appointment has an earlier unfinished one cannot be claimed. Once such reports get
// in the way, a sweep marks them `behind`, which takes them out of the index of what is due, and
// marks the earlier one `holds`: when that is finished, the next report is released. The state
// remains `waiting`, so that an instance of an earlier version, which knows neither mark, still
// keeps the order.
//
// No report may be marked behind one that is already finished, since nothing would release it. So a
// sweep locks the earlier report, which PostgreSQL then reads again in its latest version. Whoever
// finishes that report waits for the lock, sees the mark, and releases in a new statement, which
// sees what the sweep did. Should it die before that, `holds` remains, and the next claim releases.

/**
 * When a report may be claimed; null if it cannot be. The expression of an index, so that no other
 * index can be planned.
 */
const claimableAt = "(CASE WHEN state = 'waiting' AND NOT behind THEN due_at END)";

const due = `position, appointment, ${claimableAt} AS claimable_at
    FROM sas_outbox_report WHERE ${claimableAt} <= now()`;

/**
 * Reports that are due, as far as marks and times show, and the first unfinished one of each
 * appointment, its `head`. It goes from one report to the next, which the planner does by the index
 * whatever the statistics say (they usually say that nothing waits), and stops when it has enough.
 * `now()` instead of `clock_timestamp()`: only that can be looked up in an index. Pairs are compared
 * instead of `appointment = …`: where one appointment has most of the reports, the latter would be
 * planned as a walk through the positions of all appointments.
 */
const found = (window: string) => `
WITH RECURSIVE due AS (
  (SELECT ${due} ORDER BY ${claimableAt}, position LIMIT 1)
  UNION ALL
  SELECT next.* FROM due CROSS JOIN LATERAL (
    SELECT ${due} AND (${claimableAt}, position) > (due.claimable_at, due.position)
    ORDER BY ${claimableAt}, position LIMIT 1
  ) next
), found AS MATERIALIZED (
  SELECT due.position, head.position AS head, head.state AS head_state, head.has_failed
  FROM (SELECT * FROM due LIMIT ${window}) due CROSS JOIN LATERAL (
    SELECT position, state, failure IS NOT NULL AS has_failed FROM sas_outbox_report own
    WHERE (own.appointment, own.position) >= (due.appointment, 0)
      AND own.state IN ('waiting', 'aside')
    ORDER BY own.appointment, own.position LIMIT 1
  ) head
)`;

/**
 * Claims `$1` due reports at most, for `$2` milliseconds, among the first `$3` that look due, and
 * gives them the token `$4`. The columns `is_…` say what else is to be done; there is one row at
 * least. Nothing is joined to the table: a join, too, would be planned from the statistics.
 */
export const claimStatement = `${found('$3')}, taken AS MATERIALIZED (
  SELECT one.position FROM found CROSS JOIN LATERAL (
    SELECT position FROM sas_outbox_report r
    WHERE found.head = found.position AND r.position = found.position AND state = 'waiting'
      AND due_at <= now()
    FOR UPDATE SKIP LOCKED
  ) one LIMIT $1
), claimed AS (
  UPDATE sas_outbox_report
  SET token = $4, attempts = attempts + 1,
    due_at = clock_timestamp() + $2 * interval '1 millisecond'
  WHERE position = ANY (ARRAY(SELECT position FROM taken))
  RETURNING position::text, appointment, content, token::text, attempts::text, is_first::text,
    greatest(0, extract(epoch FROM clock_timestamp() - stored_at) * 1000)::float8::text AS age
), looked AS (
  SELECT (SELECT count(*) FROM taken) < $1 AS is_short
)
SELECT claimed.*,
  EXISTS (
    SELECT FROM sas_outbox_report WHERE holds AND state IN ('delivered', 'dropped')
  )::text AS is_releasable,
  ((
    SELECT ${claimableAt} FROM sas_outbox_report WHERE ${claimableAt} IS NOT NULL
    ORDER BY ${claimableAt} DESC, position DESC LIMIT 1
  ) > now() + interval '1 hour')::text AS has_jumped,
  CASE WHEN is_short THEN (SELECT count(*) FROM found) >= $3 ELSE false END::text AS is_full,
  CASE WHEN is_short THEN EXISTS (
    SELECT FROM found WHERE head <> position AND (head_state = 'aside' OR has_failed)
  ) ELSE false END::text AS is_blocked
FROM looked LEFT JOIN claimed ON true`;

/**
 * Releases what claims of the tokens `$1` took, as if they had not been. Only what is not due is
 * looked at: what is leased, or put off.
 */
export const releaseLostStatement = `
UPDATE sas_outbox_report r
SET token = r.token + 1, attempts = r.attempts - 1, due_at = clock_timestamp()
FROM (
  SELECT position, token FROM sas_outbox_report
  WHERE ${claimableAt} > now() AND token = ANY ($1::bigint[])
) lost
WHERE r.position = lost.position AND r.token = lost.token AND r.state = 'waiting'
RETURNING lost.token::text`;

/** Makes due what was put off for longer than is allowed: the clock has jumped back since. */
export const catchUpStatement = `
UPDATE sas_outbox_report SET due_at = now()
WHERE ${claimableAt} > now() + interval '1 hour'`;

/** Marks the reports that cannot be claimed among the first `$1` that look due. */
export const sweepStatement = `${found('$1')}, heads AS MATERIALIZED (
  SELECT one.position FROM (SELECT DISTINCT head FROM found WHERE head <> position) blocking
  CROSS JOIN LATERAL (
    SELECT position FROM sas_outbox_report r
    WHERE r.position = blocking.head AND state IN ('waiting', 'aside')
    FOR UPDATE SKIP LOCKED
  ) one
), holding AS (
  UPDATE sas_outbox_report SET holds = true
  WHERE position = ANY (ARRAY(SELECT position FROM heads)) AND NOT holds
)
UPDATE sas_outbox_report SET behind = true
WHERE position = ANY (ARRAY(
    SELECT position FROM found WHERE head <> position AND head IN (SELECT position FROM heads)
  ))
  AND state = 'waiting' AND NOT behind`;

/** Releases the next report of each of up to `$1` appointments whose report was finished. */
export const releaseStatement = `
WITH finished AS MATERIALIZED (
  SELECT position, appointment FROM sas_outbox_report
  WHERE holds AND state IN ('delivered', 'dropped')
  ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED
), next AS MATERIALIZED (
  SELECT one.position, EXISTS (
    SELECT FROM (
      SELECT appointment FROM sas_outbox_report
      WHERE (appointment, position) > (one.appointment, one.position)
        AND state IN ('waiting', 'aside')
      ORDER BY appointment, position LIMIT 1
    ) later WHERE later.appointment = one.appointment
  ) AS has_next
  FROM (SELECT DISTINCT appointment FROM finished) done CROSS JOIN LATERAL (
    SELECT appointment, position FROM sas_outbox_report own
    WHERE (own.appointment, own.position) >= (done.appointment, 0)
      AND own.state IN ('waiting', 'aside')
    ORDER BY own.appointment, own.position LIMIT 1
  ) one
  WHERE one.appointment = done.appointment
), released AS (
  UPDATE sas_outbox_report SET behind = false,
    holds = holds OR position = ANY (ARRAY(SELECT position FROM next WHERE has_next))
  WHERE position = ANY (ARRAY(SELECT position FROM next))
)
UPDATE sas_outbox_report SET holds = false
WHERE position = ANY (ARRAY(SELECT position FROM finished))`;

/**
 * Releases reports that nothing holds back, whatever became of the earlier one: somebody may have
 * deleted it. It reads all unfinished reports, so it runs rarely.
 */
export const releaseStrayStatement = `
UPDATE sas_outbox_report SET behind = false, holds = true
WHERE position = ANY (ARRAY(
  SELECT position FROM (
    SELECT DISTINCT ON (appointment) position, state, behind FROM sas_outbox_report
    WHERE state IN ('waiting', 'aside') ORDER BY appointment, position
  ) first WHERE state = 'waiting' AND behind
))`;
