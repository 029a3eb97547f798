import { describe, expect, it } from 'vitest';
import { createPostgresOutbox } from './create-postgres-outbox.js';

// The statements are tested on a real PostgreSQL: test/outbox.

/** Creates a pool on which every statement fails. */
function createFailingPool(error: object) {
  const query = () => Promise.reject(Object.assign(new Error('failed'), error));
  const released: unknown[] = [];
  const connection = {
    ...{ query, on() {}, removeListener() {} },
    release: (close?: boolean) => void released.push(close),
  };
  return { query, connect: async () => connection, released };
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
    { name: 'a missing table', error: { code: '42P01' }, code: 'SAS_OUTBOX_SCHEMA' },
    { name: 'a missing column', error: { code: '42703' }, code: 'SAS_OUTBOX_SCHEMA' },
    { name: 'a full disk', error: { code: '53100' }, code: 'SAS_OUTBOX_UNAVAILABLE' },
    { name: 'a lost connection', error: {}, code: 'SAS_OUTBOX_UNAVAILABLE' },
  ])('has a code for $name', async ({ error, code }) => {
    const pool = createFailingPool(error);
    const outbox = createPostgresOutbox({ pool });
    await expect(outbox.count()).rejects.toMatchObject({ code, cause: error });
    const entry = { appointment: 'a', status: 'booked', follows: [], content: '{}' };
    await expect(outbox.append(entry)).rejects.toMatchObject({ code });
    expect(pool.released).toEqual([true, true]);
  });

  it('does not query the database when there is nothing to settle', async () => {
    const outbox = createPostgresOutbox({ pool: createFailingPool({}) });
    expect(await outbox.settle([])).toEqual([]);
  });
});
