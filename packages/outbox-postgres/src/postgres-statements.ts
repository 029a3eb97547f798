// Columns other than texts are returned as texts: a pool's type parsers may return anything for them,
// and those of an ORM often do.

// An append locks the row of its appointment until its transaction ends, so that the reports of an
// appointment get their positions in commit order. Only append uses these rows, so that a
// transaction that stays open does not delay delivery.
const append = (notify: boolean) => `
WITH appointment AS (
  INSERT INTO sas_outbox_appointment AS a (id, status, reports) VALUES ($1, $2, 1)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, reports = a.reports + 1
    WHERE a.status = ANY ($3::text[])
  RETURNING reports = 1 AS is_first
)
INSERT INTO sas_outbox_report (appointment, is_first, status, content)
SELECT $1, is_first, $2, $4 FROM appointment
RETURNING position::text${notify ? ", pg_notify('sas_outbox', '')" : ''}`;

/** Stores a report; returns no row if its status may not follow the last one. */
export const appendStatement = append(false);

/** Stores a report, and notifies the other instances once the transaction is committed. */
export const appendAndNotifyStatement = append(true);

/** Notifies the other instances. */
export const notifyStatement = "SELECT pg_notify('sas_outbox', '')";

/** Returns the status after which an append was refused. */
export const lastStatusStatement = 'SELECT status FROM sas_outbox_appointment WHERE id = $1';

/**
 * Settles the last claims of some reports, and returns those that it settled. The reports are found
 * by their positions: `state = 'waiting'` would scan all waiting reports.
 */
export const settleStatement = `
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
RETURNING r.position::text, s.token::text,
  (r.holds AND r.state IN ('delivered', 'dropped'))::text AS is_holding`;

/** Finds reports. */
export const findStatement = `
SELECT position::text, appointment, status, content, state, attempts::text,
  (extract(epoch FROM stored_at) * 1000)::float8::text AS stored_at,
  (extract(epoch FROM changed_at) * 1000)::float8::text AS changed_at,
  failure::text, traces::text
FROM sas_outbox_report`;

/** Carries out a person's decision. */
export const amendStatement = `
UPDATE sas_outbox_report
SET state = CASE $2 WHEN 'drop' THEN 'dropped' ELSE 'waiting' END,
  content = coalesce($5, content), due_at = clock_timestamp(), changed_at = clock_timestamp(),
  traces = traces || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
    'action', $2::text, 'by', $3::text, 'reason', $4::text,
    'at', floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint,
    'before', CASE WHEN $5::text IS NULL THEN NULL ELSE content END)))
WHERE position = $1 AND state = 'aside'
RETURNING (holds AND state = 'dropped')::text AS is_holding`;

const age = (state: string) => `coalesce(greatest(0, extract(epoch FROM clock_timestamp() - (
  SELECT stored_at FROM sas_outbox_report WHERE state = '${state}' ORDER BY position LIMIT 1
)) * 1000), 0)::float8::text`;

/** Counts unfinished reports. */
export const countStatement = `
SELECT (SELECT count(*) FROM sas_outbox_report WHERE state = 'waiting')::text AS waiting,
  (SELECT count(*) FROM sas_outbox_report WHERE state = 'aside')::text AS aside,
  ${age('waiting')} AS oldest_waiting, ${age('aside')} AS oldest_aside`;

/** Deletes a batch of old finished reports, except those that still hold others. */
export const purgeStatement = `
DELETE FROM sas_outbox_report WHERE position = ANY (ARRAY(
  SELECT position FROM sas_outbox_report
  WHERE state IN ('delivered', 'dropped') AND NOT holds
    AND changed_at < now() - $1 * interval '1 millisecond'
  ORDER BY changed_at LIMIT $2 FOR UPDATE SKIP LOCKED
))`;
