import { silentLogger } from '@sas-sos/core';
import { createMemoryOutbox } from '@sas-sos/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

describe('the rhythm', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start({ alarmMilliseconds = 900_000, oldest = 0, purged = 0 }) {
    const calls = { count: 0, purge: 0 };
    const events: object[] = [];
    const lines: unknown[] = [];
    const state = { oldest };
    const counted = { waiting: 1, aside: 0, oldestAsideMilliseconds: 0 };
    let pause = 0;
    const housekeeping = startHousekeeping({
      outbox: {
        async count() {
          calls.count += 1;
          if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
          return { ...counted, oldestWaitingMilliseconds: state.oldest };
        },
        async purge() {
          calls.purge += 1;
          if (calls.purge === 2) throw new Error('The database is gone.');
          return purged;
        },
      },
      logger: {
        ...silentLogger,
        info: (...line) => void lines.push(line),
        error: (...line) => void lines.push(line),
      },
      publish: (name, event) => void events.push({ name, ...event }),
      alarmMilliseconds,
      keepFinishedMilliseconds: 86_400_000,
    });
    const answerAfter = (milliseconds: number) => {
      pause = milliseconds;
    };
    return { calls, events, lines, state, housekeeping, answerAfter };
  }

  it.each([
    { alarmMilliseconds: 900_000, every: 60_000 },
    { alarmMilliseconds: 60_000, every: 15_000 },
    { alarmMilliseconds: 50, every: 100 },
  ])(
    'of the alarm, with $alarmMilliseconds ms: $every ms',
    async ({ alarmMilliseconds, every }) => {
      const { calls, events, housekeeping } = start({ alarmMilliseconds });
      await vi.advanceTimersByTimeAsync(3 * every - 1);
      expect(calls.count).toBe(2);
      await vi.advanceTimersByTimeAsync(1);
      expect(calls.count).toBe(3);
      // Each look was answered at once.
      expect(events).toEqual([]);
      await housekeeping.stop();
      await vi.advanceTimersByTimeAsync(10 * every);
      expect(calls.count).toBe(3);
    },
  );

  it('of purges: at once, then hourly, also after one that failed', async () => {
    const { calls, lines, housekeeping } = start({ purged: 3 });
    await vi.advanceTimersByTimeAsync(3_599_999);
    expect(calls.purge).toBe(1);
    await vi.advanceTimersByTimeAsync(7_200_001);
    expect(calls.purge).toBe(4);
    expect(lines).toEqual(Array(3).fill([{ reports: 3 }, 'old finished reports were purged']));
    await housekeeping.stop();
  });

  it('logs no purge of nothing', async () => {
    const { lines, housekeeping } = start({ purged: 0 });
    await vi.advanceTimersByTimeAsync(1);
    expect(lines).toEqual([]);
    await housekeeping.stop();
  });

  it('raises the alarm for a report older than the limit, not as old', async () => {
    const { events, lines, state, housekeeping } = start({
      ...{ alarmMilliseconds: 60_000, oldest: 60_000 },
    });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(events).toEqual([]);
    state.oldest = 60_001;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(events).toEqual([{ name: 'late', isLate: true, oldestWaitingMilliseconds: 60_001 }]);
    expect(lines).toEqual([
      [{ oldestWaitingMilliseconds: 60_001 }, 'a report has waited longer than the alarm limit'],
    ]);
    await housekeeping.stop();
  });

  it('raises no alarm once it is stopped', async () => {
    const { events, housekeeping, answerAfter } = start({ oldest: 1_000_000 });
    answerAfter(1000);
    await vi.advanceTimersByTimeAsync(60_500);
    const stopped = housekeeping.stop();
    await vi.advanceTimersByTimeAsync(1000);
    await stopped;
    expect([events, vi.getTimerCount()]).toEqual([[], 0]);
  });
});
