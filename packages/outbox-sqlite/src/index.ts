export {
  openSqliteOutbox,
  type SqliteOutbox,
  type SqliteOutboxOptions,
} from './open-sqlite-outbox.js';
