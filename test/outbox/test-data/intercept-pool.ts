import type { PostgresPool, PostgresQueryable } from '@sas-sos/outbox-postgres';

/** A pool on whose connections another function runs the statements. */
export function interceptPool(query: PostgresQueryable['query']): PostgresPool {
  const connection = { query, on() {}, removeListener() {}, release() {} };
  return { query, connect: async () => connection };
}
