import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPostgresOutbox } from './create-postgres-outbox.js';

afterEach(() => void vi.useRealTimers());

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

  it('notifies at once, and of all that is stored in the next moments together', async () => {
    vi.useFakeTimers();
    const notices: number[] = [];
    const query = async (text: string) => {
      if (text.startsWith('SELECT pg_notify')) notices.push(Date.now());
      return { rows: [{ position: '1' }], rowCount: 1 };
    };
    const connection = { ...{ query, on() {}, removeListener() {} }, release() {} };
    const outbox = createPostgresOutbox({ pool: { query, connect: async () => connection } });
    const entry = { appointment: 'a', status: 'booked', follows: [], content: '{}' };
    const start = Date.now();
    await outbox.append(entry);
    await vi.advanceTimersByTimeAsync(0);
    expect(notices).toEqual([start]);
    for (let count = 0; count < 5; count += 1) await outbox.append(entry);
    await vi.advanceTimersByTimeAsync(9);
    expect(notices).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(notices).toEqual([start, start + 10]);
    await vi.advanceTimersByTimeAsync(100);
    expect(notices).toHaveLength(2);
    await outbox.append(entry);
    await vi.advanceTimersByTimeAsync(0);
    expect(notices).toHaveLength(3);
  });
});
