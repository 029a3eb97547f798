import { type OutboxClaim, type OutboxSettlement, SasError } from '@sas-sos/core';
import { createMemoryOutbox } from '@sas-sos/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutboxCalls } from './outbox-calls.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hang = () => new Promise<never>(() => {});
const memory = createMemoryOutbox();
const claiming = { limit: 1, leaseMilliseconds: 1000 };

function createLog() {
  const lines: string[] = [];
  const write = (level: string) => (fields: object) => {
    lines.push(`${level} ${(fields as { readonly call: string }).call}`);
  };
  const logger = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  return { lines, logger };
}

describe('createOutboxCalls', () => {
  it.each([
    { call: 'claim', milliseconds: 10_000 },
    { call: 'settle', milliseconds: 10_000 },
    { call: 'count', milliseconds: 10_000 },
    { call: 'purge', milliseconds: 300_000 },
  ] as const)('ends $call after $milliseconds ms', async ({ call, milliseconds }) => {
    const { lines, logger } = createLog();
    const calls = createOutboxCalls({ ...memory, [call]: hang }, logger);
    const settled = vi.fn();
    const asked = (calls[call] as (given: unknown) => Promise<unknown>)([]);
    asked.then(settled, settled);
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await expect(asked).rejects.toMatchObject({
      code: 'SAS_OUTBOX_UNAVAILABLE',
      cause: { code: 'SAS_TIME_LIMIT_EXCEEDED' },
    });
    expect(lines).toEqual([`error ${call}`]);
  });

  it('logs a trouble once, another cause again, and its end', async () => {
    const { lines, logger } = createLog();
    let error: Error | undefined;
    const fail = async <Value>(value: Value) => {
      if (error) throw error;
      return value;
    };
    const calls = createOutboxCalls(
      { ...memory, claim: () => fail([]), settle: () => fail([]) },
      logger,
    );
    const claim = () => calls.claim(claiming).catch(() => {});
    await claim();
    error = new Error('the connection is gone');
    for (let attempt = 0; attempt < 4; attempt += 1) await claim();
    await calls.settle([]).catch(() => {});
    error = new SasError('SAS_OUTBOX_SCHEMA');
    await claim();
    error = undefined;
    await claim();
    await claim();
    expect(lines).toEqual([
      'error claim',
      ...Array(3).fill('debug claim'),
      'error settle',
      'error claim',
      'info claim',
    ]);
  });

  it('gives back what a claim brings after its time limit', async () => {
    const { logger } = createLog();
    const settled: OutboxSettlement[] = [];
    let bring: (claims: readonly OutboxClaim[]) => void = () => {};
    const calls = createOutboxCalls(
      {
        ...memory,
        claim: () =>
          new Promise((resolve) => {
            bring = resolve;
          }),
        async settle(settlements) {
          settled.push(...settlements);
          return settlements.map(() => true);
        },
      },
      logger,
    );
    const claimed = expect(calls.claim(claiming)).rejects.toMatchObject({
      code: 'SAS_OUTBOX_UNAVAILABLE',
    });
    await vi.advanceTimersByTimeAsync(10_000);
    await claimed;
    const claim = {
      ...{ position: 7, appointment: 'a', content: '{}', token: 3, attempt: 1 },
      ...{ isFirst: true, ageMilliseconds: 0 },
    };
    bring([claim]);
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toEqual([{ claim, outcome: 'release' }]);
  });

  it.each<{ name: string; claim: () => Promise<readonly OutboxClaim[]> }>([
    { name: 'nothing', claim: async () => [] },
    { name: 'a failure', claim: () => Promise.reject(new Error('The connection is gone.')) },
  ])('gives nothing back when a late claim brings $name', async ({ claim }) => {
    const { logger } = createLog();
    const settle = vi.fn(() => Promise.resolve([]));
    const calls = createOutboxCalls(
      {
        ...memory,
        settle,
        async claim() {
          await new Promise((resolve) => setTimeout(resolve, 10_001));
          return claim();
        },
      },
      logger,
    );
    const claimed = expect(calls.claim(claiming)).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(10_002);
    await claimed;
    expect(settle).not.toHaveBeenCalled();
  });

  it('passes on what the outbox returns, and its notifications', async () => {
    const { lines, logger } = createLog();
    const outbox = createMemoryOutbox();
    const calls = createOutboxCalls(outbox, logger);
    const listener = vi.fn();
    const unwatch = calls.watch(listener);
    await outbox.append({ appointment: 'a', status: 'booked', follows: [], content: '{}' }, {});
    expect(listener).toHaveBeenCalledOnce();
    unwatch();
    const claims = await calls.claim(claiming);
    expect(claims).toMatchObject([{ appointment: 'a', content: '{}' }]);
    expect(await calls.count()).toMatchObject({ waiting: 1 });
    const settlements = claims.map((claim) => ({ claim, outcome: 'delivered' }) as const);
    expect(await calls.settle(settlements)).toEqual([true]);
    await vi.advanceTimersByTimeAsync(10);
    expect(await calls.purge({ olderThanMilliseconds: 1 })).toBe(1);
    expect(lines).toEqual([]);
  });
});
