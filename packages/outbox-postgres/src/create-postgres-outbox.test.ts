import { describe, expect, it } from 'vitest';
import { createPostgresOutbox } from './create-postgres-outbox.js';

// What the statements do is tried on a real PostgreSQL: test/outbox.

/** A pool whose every statement fails. */
function createFailingPool(error: object) {
  const query = () => Promise.reject(Object.assign(new Error('failed'), error));
  return { query, connect: () => Promise.reject(new Error('no connection')) };
}

describe('createPostgresOutbox', () => {
  it.each([undefined, null, {}, { query() {} }])('refuses %j as a pool', (pool) => {
    expect(() => createPostgresOutbox({ pool: pool as never })).toThrow(
      expect.objectContaining({
        code: 'SAS_OPTION_INVALID',
        issues: [{ code: 'SAS_OPTION_INVALID', expression: 'pool' }],
      }),
    );
  });

  it.each([
    { name: 'a table that is missing', error: { code: '42P01' }, code: 'SAS_OUTBOX_SCHEMA' },
    { name: 'a column that is missing', error: { code: '42703' }, code: 'SAS_OUTBOX_SCHEMA' },
    { name: 'a disk that is full', error: { code: '53100' }, code: 'SAS_OUTBOX_UNAVAILABLE' },
    { name: 'a connection that is lost', error: {}, code: 'SAS_OUTBOX_UNAVAILABLE' },
  ])('has a code for $name', async ({ error, code }) => {
    const outbox = createPostgresOutbox({ pool: createFailingPool(error) });
    await expect(outbox.count()).rejects.toMatchObject({ code, cause: error });
    const entry = { appointment: 'a', status: 'booked', follows: [], content: '{}' };
    await expect(outbox.append(entry)).rejects.toMatchObject({ code });
  });

  it('asks the database nothing when there is nothing to settle', async () => {
    const outbox = createPostgresOutbox({ pool: createFailingPool({}) });
    expect(await outbox.settle([])).toEqual([]);
  });
});
