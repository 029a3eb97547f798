-- Tables of @sas-sos/outbox-postgres, from version 1 to 2.
BEGIN;

-- behind: an earlier report of the appointment is unfinished, and holds this one back.
-- holds: reports were marked behind this one. Neither mark is always set; what is set is true.
ALTER TABLE sas_outbox_report
  ADD COLUMN behind boolean NOT NULL DEFAULT false,
  ADD COLUMN holds boolean NOT NULL DEFAULT false;

CREATE INDEX sas_outbox_claimable ON sas_outbox_report (
  (CASE WHEN state = 'waiting' AND NOT behind THEN due_at END), position
) WHERE (CASE WHEN state = 'waiting' AND NOT behind THEN due_at END) IS NOT NULL;
CREATE INDEX sas_outbox_released ON sas_outbox_report (position)
  WHERE holds AND state IN ('delivered', 'dropped');

WITH first AS MATERIALIZED (
  SELECT DISTINCT ON (appointment) appointment, position FROM sas_outbox_report
  WHERE state IN ('waiting', 'aside') ORDER BY appointment, position
), later AS (
  UPDATE sas_outbox_report r SET behind = true FROM first
  WHERE r.appointment = first.appointment AND r.position > first.position AND r.state = 'waiting'
  RETURNING first.position
)
UPDATE sas_outbox_report SET holds = true WHERE position IN (SELECT position FROM later);

UPDATE sas_outbox_version SET version = 2;

COMMIT;
