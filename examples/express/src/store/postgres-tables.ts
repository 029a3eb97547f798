import { keptDays } from './audit-table.js';

export const postgresTables = `
  CREATE TABLE IF NOT EXISTS association (
    siret text PRIMARY KEY,
    name text NOT NULL,
    rank integer NOT NULL
  );
  CREATE TABLE IF NOT EXISTS place (
    id text PRIMARY KEY,
    siret text NOT NULL,
    name text NOT NULL,
    finess text,
    phone text,
    address_line text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    time_zone text NOT NULL,
    opening_hours text NOT NULL,
    rank integer NOT NULL
  );
  CREATE TABLE IF NOT EXISTS slot (
    id text PRIMARY KEY,
    place_id text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    audience text NOT NULL,
    consultation text NOT NULL,
    booking text NOT NULL,
    reasons text,
    status text NOT NULL
  );
  CREATE INDEX IF NOT EXISTS slot_free ON slot (place_id, starts_at) WHERE status = 'free';
  CREATE INDEX IF NOT EXISTS slot_by_place ON slot (place_id, starts_at);
  CREATE TABLE IF NOT EXISTS agenda_import (
    fingerprint text NOT NULL,
    counted_from text,
    id_system text NOT NULL
  );

  CREATE TABLE IF NOT EXISTS regulator_account (
    id text PRIMARY KEY,
    version integer NOT NULL,
    national_id text,
    technical_id text,
    active boolean NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    family_name text NOT NULL,
    given_name text NOT NULL,
    details text NOT NULL,
    search_text text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    terms_version text,
    terms_accepted_at timestamptz
  );
  CREATE UNIQUE INDEX IF NOT EXISTS regulator_national_id
    ON regulator_account (national_id) WHERE national_id IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS regulator_technical_id
    ON regulator_account (technical_id) WHERE technical_id IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS regulator_active_email
    ON regulator_account (email_key) WHERE active;
  CREATE INDEX IF NOT EXISTS regulator_email ON regulator_account (email_key);
  CREATE TABLE IF NOT EXISTS regulator_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id text NOT NULL,
    occurred_at timestamptz NOT NULL,
    kind text NOT NULL,
    changes text NOT NULL
  );
  CREATE INDEX IF NOT EXISTS regulator_event_of_account ON regulator_event (account_id, id);
  CREATE TABLE IF NOT EXISTS session (
    token_hash text PRIMARY KEY,
    kind text NOT NULL,
    account_id text,
    csrf text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    seal text,
    logout_hint text,
    subject_key text,
    provider_session_key text
  );
  CREATE INDEX IF NOT EXISTS session_of_account ON session (account_id);
  CREATE INDEX IF NOT EXISTS session_expiry ON session (expires_at);

  CREATE TABLE IF NOT EXISTS appointment (
    id text PRIMARY KEY,
    slot_id text NOT NULL,
    place_id text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    status text NOT NULL,
    account_id text NOT NULL,
    national_id text,
    technical_id text,
    effector text,
    taken_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    consultation text
  );
  -- Added in a later version. ALTER TABLE would wait for every user of the table at each start.
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute
      WHERE attrelid = 'appointment'::regclass AND attname = 'consultation') THEN
      ALTER TABLE appointment ADD COLUMN consultation text;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_attribute
      WHERE attrelid = 'place'::regclass AND attname = 'coordinates') THEN
      ALTER TABLE place ADD COLUMN coordinates text;
    END IF;
  END $$;
  CREATE UNIQUE INDEX IF NOT EXISTS appointment_of_slot
    ON appointment (slot_id, place_id, starts_at) WHERE status IN ('pending', 'booked');
  CREATE INDEX IF NOT EXISTS appointment_by_taking ON appointment (taken_at DESC, id);
  CREATE INDEX IF NOT EXISTS appointment_by_start ON appointment (starts_at);
  CREATE INDEX IF NOT EXISTS appointment_by_account ON appointment (account_id, starts_at);

  CREATE TABLE IF NOT EXISTS audit_event (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    account_id text,
    record text NOT NULL
  );
  CREATE INDEX IF NOT EXISTS audit_event_by_time ON audit_event (recorded_at);
  CREATE INDEX IF NOT EXISTS audit_event_of_account ON audit_event (account_id, position)
    WHERE account_id IS NOT NULL;
  CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND old.recorded_at < now() - interval '${keptDays} days' THEN
      RETURN old;
    END IF;
    RAISE EXCEPTION 'a record of the audit is never changed, and kept for ${keptDays} days';
  END $$;
  -- CREATE OR REPLACE TRIGGER needs PostgreSQL 14.
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger
      WHERE tgrelid = 'audit_event'::regclass AND tgname = 'audit_event_stays') THEN
      CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
    END IF;
  END $$;
`;
