/** Migrations of the tables from one version to the next; the first one creates them. */
export const postgresOutboxMigrations: readonly string[] = [
  `CREATE TABLE sas_outbox_appointment (
  id text COLLATE "C" PRIMARY KEY,
  status text NOT NULL,
  reports integer NOT NULL
);

CREATE TABLE sas_outbox_report (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  appointment text COLLATE "C" NOT NULL,
  is_first boolean NOT NULL,
  status text NOT NULL,
  content text NOT NULL,
  state text NOT NULL DEFAULT 'waiting',
  attempts integer NOT NULL DEFAULT 0,
  token bigint NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz,
  failure jsonb,
  traces jsonb NOT NULL DEFAULT '[]'
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02);

-- Unfinished reports are found through these, however many finished ones there are.
CREATE INDEX sas_outbox_waiting ON sas_outbox_report (position) WHERE state = 'waiting';
CREATE INDEX sas_outbox_unfinished ON sas_outbox_report (appointment, position)
  WHERE state IN ('waiting', 'aside');
CREATE INDEX sas_outbox_aside ON sas_outbox_report (position) WHERE state = 'aside';
CREATE INDEX sas_outbox_of_appointment ON sas_outbox_report (appointment, position);
CREATE INDEX sas_outbox_finished ON sas_outbox_report (changed_at)
  WHERE state IN ('delivered', 'dropped');`,
  `-- behind: an earlier report of the appointment is unfinished, and holds this one back.
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
UPDATE sas_outbox_report SET holds = true WHERE position IN (SELECT position FROM later);`,
];

/** Version of the tables that this package uses. */
export const postgresOutboxVersion = postgresOutboxMigrations.length;

/** Table that stores the version. */
export const postgresVersionTable =
  'CREATE TABLE IF NOT EXISTS sas_outbox_version (version integer NOT NULL)';

const upgradeSql = (
  from: number,
) => `-- Tables of @sas-sos/outbox-postgres, from version ${from} to ${from + 1}.
BEGIN;

${postgresOutboxMigrations[from]}

UPDATE sas_outbox_version SET version = ${from + 1};

COMMIT;
`;

/** Brings tables of version 1 to version 2, for vendors who run migrations by other means. */
export const postgresOutboxUpgradeSql = upgradeSql(1);

/** All tables as one script, for vendors who run migrations by other means. */
export const postgresOutboxSql = `-- Tables of @sas-sos/outbox-postgres, version ${postgresOutboxVersion}.
${postgresVersionTable};

${postgresOutboxMigrations.join('\n\n')}

INSERT INTO sas_outbox_version VALUES (${postgresOutboxVersion});
`;
