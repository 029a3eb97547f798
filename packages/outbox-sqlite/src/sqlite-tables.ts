/** Version of the tables that this package uses, stored in the file's `user_version`. */
export const sqliteOutboxVersion = 1;

/** Creates the tables in an empty file. */
export const sqliteOutboxTables = `
CREATE TABLE outbox_appointment (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_report (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  appointment TEXT NOT NULL,
  is_first INTEGER NOT NULL,
  status TEXT NOT NULL,
  content TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  attempts INTEGER NOT NULL DEFAULT 0,
  stored_at INTEGER NOT NULL,
  changed_at INTEGER,
  failure TEXT,
  traces TEXT NOT NULL DEFAULT '[]'
) STRICT;

-- Unfinished reports are found through these, however many finished ones there are.
CREATE INDEX outbox_waiting ON outbox_report (position) WHERE state = 'waiting';
CREATE INDEX outbox_aside ON outbox_report (position) WHERE state = 'aside';
CREATE INDEX outbox_unfinished ON outbox_report (appointment, position)
  WHERE state IN ('waiting', 'aside');
CREATE INDEX outbox_of_appointment ON outbox_report (appointment, position);
CREATE INDEX outbox_finished ON outbox_report (changed_at) WHERE state IN ('delivered', 'dropped');

PRAGMA user_version = ${sqliteOutboxVersion};
`;
