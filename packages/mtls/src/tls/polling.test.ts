import { silentLogger } from '@sas-sos/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPolling } from './polling.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function create(intervalMilliseconds = 1000) {
  const ends: ((error?: Error) => void)[] = [];
  const error = vi.fn();
  const check = () =>
    new Promise<void>((resolve, reject) => {
      ends.push((failure) => (failure ? reject(failure) : resolve()));
    });
  const logger = { ...silentLogger, error };
  return { ends, error, polling: createPolling({ intervalMilliseconds, logger, check }) };
}

describe('createPolling', () => {
  it.each([9, 86_400_001, 0, -1, Number.NaN, undefined])('refuses the interval %s', (interval) => {
    const options = { intervalMilliseconds: interval as number, logger: silentLogger };
    expect(() => createPolling({ ...options, check: async () => {} })).toThrow(
      expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
    );
  });

  it.each([10, 86_400_000])('runs every %i ms', async (interval) => {
    const { ends, polling } = create(interval);
    await vi.advanceTimersByTimeAsync(interval - 1);
    expect(ends).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await polling.stop();
    await vi.advanceTimersByTimeAsync(interval);
    expect([ends.length, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('skips a turn while a run is in progress, and runs again after it', async () => {
    const { ends } = create();
    await vi.advanceTimersByTimeAsync(3000);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(999);
    expect(ends).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(ends).toHaveLength(2);
  });

  it('runs on demand after the run in progress, and reports a failure', async () => {
    const { ends, error, polling } = create();
    const done = vi.fn();
    const first = polling.now();
    const second = polling.now().then(done);
    await vi.advanceTimersByTimeAsync(0);
    expect(ends).toHaveLength(1);
    const failure = new Error('The disk is gone.');
    ends[0]?.(failure);
    await first;
    expect(error.mock.calls).toEqual([[{ err: failure }, expect.any(String)]]);
    await vi.advanceTimersByTimeAsync(0);
    expect([ends.length, done.mock.calls.length]).toEqual([2, 0]);
    ends[1]?.();
    await second;
    await vi.advanceTimersByTimeAsync(1000);
    expect(ends).toHaveLength(3);
  });

  it('stops after the run in progress, and runs no more', async () => {
    const { ends, polling } = create();
    const stopped = vi.fn();
    void polling.now();
    await vi.advanceTimersByTimeAsync(0);
    void polling.stop().then(stopped);
    await vi.advanceTimersByTimeAsync(0);
    expect(stopped).not.toHaveBeenCalled();
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(stopped).toHaveBeenCalled();
    await polling.now();
    expect(ends).toHaveLength(1);
  });
});
