import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import { it } from 'vitest';
import { assertOrderIsKept } from '../../packages/appointments/src/test-data/order-property.js';

it('keeps the order of each appointment and creates it once on SQLite, under any platform faults', async () => {
  await assertOrderIsKept(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sas-sos-order-'));
    const outbox = await openSqliteOutbox({ file: join(folder, 'outbox.sqlite') });
    return {
      outbox,
      async close() {
        await outbox.close();
        await rm(folder, { recursive: true });
      },
    };
  });
}, 120_000);
