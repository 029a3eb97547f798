import { keptDays } from './audit-table.js';

/** Everything except the indexes of slots, which an import drops and rebuilds. */
export const sqliteTables = `
  CREATE TABLE IF NOT EXISTS association (
    siret TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    rank INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS place (
    id TEXT PRIMARY KEY,
    siret TEXT NOT NULL,
    name TEXT NOT NULL,
    finess TEXT,
    phone TEXT,
    address_line TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    city TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    opening_hours TEXT NOT NULL,
    rank INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS slot (
    id TEXT PRIMARY KEY,
    place_id TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    audience TEXT NOT NULL,
    consultation TEXT NOT NULL,
    booking TEXT NOT NULL,
    reasons TEXT,
    status TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS agenda_import (
    fingerprint TEXT NOT NULL,
    counted_from TEXT,
    id_system TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS regulator_account (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    national_id TEXT,
    technical_id TEXT,
    active INTEGER NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    family_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    details TEXT NOT NULL,
    search_text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    terms_version TEXT,
    terms_accepted_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS regulator_national_id
    ON regulator_account (national_id) WHERE national_id IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS regulator_technical_id
    ON regulator_account (technical_id) WHERE technical_id IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS regulator_active_email
    ON regulator_account (email_key) WHERE active = 1;
  CREATE INDEX IF NOT EXISTS regulator_email ON regulator_account (email_key);
  CREATE TABLE IF NOT EXISTS regulator_event (
    id INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    changes TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS regulator_event_of_account ON regulator_event (account_id, id);
  CREATE TABLE IF NOT EXISTS session (
    token_hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id TEXT,
    csrf TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    seal TEXT,
    logout_hint TEXT,
    subject_key TEXT,
    provider_session_key TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS session_of_account ON session (account_id);
  CREATE INDEX IF NOT EXISTS session_expiry ON session (expires_at);

  CREATE TABLE IF NOT EXISTS appointment (
    id TEXT PRIMARY KEY,
    slot_id TEXT NOT NULL,
    place_id TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    account_id TEXT NOT NULL,
    national_id TEXT,
    technical_id TEXT,
    effector TEXT,
    taken_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    consultation TEXT
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS appointment_of_slot
    ON appointment (slot_id, place_id, starts_at) WHERE status IN ('pending', 'booked');
  CREATE INDEX IF NOT EXISTS appointment_by_taking ON appointment (taken_at DESC, id);
  CREATE INDEX IF NOT EXISTS appointment_by_start ON appointment (starts_at);
  CREATE INDEX IF NOT EXISTS appointment_by_account ON appointment (account_id, starts_at);
  CREATE TABLE IF NOT EXISTS unreported (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content TEXT NOT NULL,
    refused TEXT
  ) STRICT;

  CREATE TABLE IF NOT EXISTS audit_event (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    recorded_at INTEGER NOT NULL,
    account_id TEXT,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS audit_event_by_time ON audit_event (recorded_at);
  CREATE INDEX IF NOT EXISTS audit_event_of_account ON audit_event (account_id, position)
    WHERE account_id IS NOT NULL;
  CREATE TRIGGER IF NOT EXISTS audit_event_stays BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'a record of the audit is never changed'); END;
  CREATE TRIGGER IF NOT EXISTS audit_event_is_kept BEFORE DELETE ON audit_event
    WHEN old.recorded_at > (strftime('%s', 'now') - ${keptDays} * 86400) * 1000
    BEGIN SELECT RAISE(ABORT, 'a record of the audit is kept for ${keptDays} days'); END;
`;

export const sqliteSlotIndexes = `
  CREATE INDEX IF NOT EXISTS slot_free ON slot (place_id, starts_at) WHERE status = 'free';
  CREATE INDEX IF NOT EXISTS slot_by_place ON slot (place_id, starts_at);
`;
