import { EventEmitter } from 'node:events';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import pg from 'pg';
import { describe, expect, it } from 'vitest';

describe('a connection that is lost just after it was made', () => {
  it('rejects what it was for, and throws nothing', async () => {
    const thrown: unknown[] = [];
    /** The end of the greeting and the farewell arrive together, as from a server that stops. */
    class LostClient extends EventEmitter {
      connect(connected: () => void) {
        setImmediate(() => {
          connected();
          try {
            this.emit('error', new Error('terminating connection'));
          } catch (error) {
            thrown.push(error);
          }
        });
      }
      query = async () => Promise.reject(new Error('Connection terminated'));
      end(ended?: () => void) {
        ended?.();
      }
    }
    const pool = new pg.Pool({ Client: LostClient as unknown as typeof pg.Client, max: 2 });
    pool.on('error', () => {});
    const [outbox] = [createPostgresOutbox({ pool }), createPostgresOutbox({ pool })] as const;
    await expect(outbox.count()).rejects.toMatchObject({ code: 'SAS_OUTBOX_UNAVAILABLE' });
    expect(thrown).toEqual([]);
    // However many outboxes a pool has.
    expect(pool.listenerCount('connect')).toBe(1);
  });
});
