-- Tables of @sas-sos/outbox-postgres, version 1.
CREATE TABLE IF NOT EXISTS sas_outbox_version (version integer NOT NULL);

CREATE TABLE sas_outbox_appointment (
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
  WHERE state IN ('delivered', 'dropped');

INSERT INTO sas_outbox_version VALUES (1);
