import { silentLogger } from '@sas-sos/core';
import { createMemoryOutbox } from '@sas-sos/testing';
import { expect, it, vi } from 'vitest';
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

it('raises the alarm on time while the outbox hangs, and lifts it once it answers', async () => {
  vi.useFakeTimers();
  try {
    const answers: ((oldestWaitingMilliseconds: number) => void)[] = [];
    const lines: string[] = [];
    const events: object[] = [];
    const start = performance.now();
    const seconds = () => Math.round((performance.now() - start) / 1000);
    const housekeeping = startHousekeeping({
      outbox: {
        count: () =>
          new Promise((resolve) => {
            const rest = { waiting: 1, aside: 0, oldestAsideMilliseconds: 0 };
            answers.push((oldest) => resolve({ ...rest, oldestWaitingMilliseconds: oldest }));
          }),
        purge: () => new Promise(() => {}),
      },
      logger: {
        ...silentLogger,
        info: (_, text) => void lines.push(`${seconds()} s, info: ${text}`),
        error: (_, text) => void lines.push(`${seconds()} s, error: ${text}`),
      },
      publish: (name, event) => void events.push({ name, ...event }),
      alarmMilliseconds: 60_000,
      keepFinishedMilliseconds: 86_400_000,
    });
    await vi.advanceTimersByTimeAsync(15_000);
    answers.shift()?.(1000);
    await vi.advanceTimersByTimeAsync(120_000);
    // Looked at every 15 seconds: the answer at 15 is the last one for more than 60.
    expect(lines).toEqual([
      '90 s, error: the outbox has not answered for longer than the alarm limit: reports may be waiting',
    ]);
    answers.shift()?.(61_000);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(lines).toHaveLength(1);
    answers.shift()?.(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(lines.slice(1)).toEqual([
      '150 s, info: no report waits longer than the alarm limit any more',
    ]);
    expect(events).toEqual([
      { name: 'late', isLate: true, oldestWaitingMilliseconds: 75_000 },
      { name: 'late', isLate: false, oldestWaitingMilliseconds: 0 },
    ]);
    const stopped = vi.fn();
    void housekeeping.stop().then(stopped);
    await vi.advanceTimersByTimeAsync(4999);
    expect(stopped).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(stopped).toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});
