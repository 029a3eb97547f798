import { silentLogger } from '@sas-sos/core';
import { createMemoryOutbox } from '@sas-sos/testing';
import { expect, it } from 'vitest';
import { startHousekeeping } from './housekeeping.js';

it('purges old finished reports, and keeps the rest', async () => {
  let now = Date.parse('2026-12-01T09:00:00Z');
  const outbox = createMemoryOutbox({ clock: { now: () => now } });
  const deliver = async (appointment: string) => {
    await outbox.append({ appointment, status: 'booked', follows: [], content: '{}' });
    const claims = await outbox.claim({ limit: 1, leaseMilliseconds: 1000 });
    await outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' })));
  };
  await deliver('old');
  now += 86_400_000;
  await deliver('recent');
  await outbox.append({ appointment: 'waiting', status: 'booked', follows: [], content: '{}' });
  now += 60_000;
  const housekeeping = startHousekeeping({
    ...{ outbox, logger: silentLogger, publish() {} },
    alarmMilliseconds: 900_000,
    keepFinishedMilliseconds: 86_400_000,
  });
  await housekeeping.stop();
  expect(outbox.list().map(({ appointment }) => appointment)).toEqual(['recent', 'waiting']);
});
