// What an instance of the version before runs, while others have migrated its tables.

/** Appends. */
export const oldAppend = `
WITH appointment AS (
  INSERT INTO sas_outbox_appointment AS a (id, status, reports) VALUES ($1, $2, 1)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, reports = a.reports + 1
    WHERE a.status = ANY ($3::text[])
  RETURNING reports = 1 AS is_first
)
INSERT INTO sas_outbox_report (appointment, is_first, status, content)
SELECT $1, is_first, $2, $4 FROM appointment
RETURNING position`;

/** Claims. */
export const oldClaim = `
WITH RECURSIVE waiting AS (
  (SELECT position FROM sas_outbox_report WHERE state = 'waiting' ORDER BY position LIMIT 1)
  UNION ALL
  SELECT next.position FROM waiting CROSS JOIN LATERAL (
    SELECT position FROM sas_outbox_report
    WHERE state = 'waiting' AND position > waiting.position ORDER BY position LIMIT 1
  ) next
), due AS MATERIALIZED (
  SELECT one.position FROM waiting CROSS JOIN LATERAL (
    SELECT position FROM sas_outbox_report r
    WHERE r.position = waiting.position AND state = 'waiting'
      AND (due_at <= clock_timestamp() OR due_at > clock_timestamp() + interval '1 hour')
      AND position = (
        SELECT position FROM sas_outbox_report own
        WHERE own.appointment = r.appointment AND own.state IN ('waiting', 'aside')
        ORDER BY position LIMIT 1
      )
    FOR UPDATE SKIP LOCKED
  ) one LIMIT $1
)
UPDATE sas_outbox_report r
SET token = token + 1, attempts = attempts + 1,
  due_at = clock_timestamp() + $2 * interval '1 millisecond'
FROM due WHERE r.position = due.position
RETURNING r.position, appointment, content, token, attempts, is_first,
  greatest(0, extract(epoch FROM clock_timestamp() - stored_at) * 1000)::float8 AS age`;

/** Settles. */
export const oldSettle = `
UPDATE sas_outbox_report r
SET state = CASE s.outcome WHEN 'delivered' THEN 'delivered' WHEN 'aside' THEN 'aside' ELSE state END,
  attempts = attempts - CASE s.outcome WHEN 'release' THEN 1 ELSE 0 END,
  token = r.token + 1,
  due_at = clock_timestamp() + s.delay * interval '1 millisecond',
  changed_at = CASE s.outcome WHEN 'release' THEN changed_at ELSE clock_timestamp() END,
  failure = coalesce(s.failure, r.failure)
FROM jsonb_to_recordset($1::jsonb)
  AS s (position bigint, token bigint, outcome text, delay float8, failure jsonb)
WHERE r.position = ANY (ARRAY(
    SELECT (one ->> 'position')::bigint FROM jsonb_array_elements($1::jsonb) one
  ))
  AND r.position = s.position AND r.token = s.token
  AND r.state NOT IN ('aside', 'delivered', 'dropped')
RETURNING r.position, s.token`;
