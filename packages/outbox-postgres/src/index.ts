export {
  createPostgresOutbox,
  type PostgresOutbox,
  type PostgresOutboxOptions,
} from './create-postgres-outbox.js';
export type { PostgresConnection, PostgresPool, PostgresQueryable } from './postgres-pool.js';
export { postgresOutboxSql, postgresOutboxUpgradeSql } from './postgres-schema.js';
