import { type OutboxClaim, type OutboxSettlement, silentLogger } from '@sas-sos/core';
import { createMemoryOutbox } from '@sas-sos/testing';
import { expect, it, vi } from 'vitest';
import { startDispatcher } from './dispatcher.js';

const timeout = 15_000;

it('sends no report that it held so long that another instance may claim it', async () => {
  // A lease is twice the exchange plus an equal margin. Its first half is for holding a report.
  const answerMilliseconds = 1000;
  const claims = ['a', 'b', 'c'].map(
    (appointment, index): OutboxClaim => ({
      ...{ position: index + 1, appointment, content: '{}', token: 1, attempt: 1 },
      ...{ isFirst: true, ageMilliseconds: 0 },
    }),
  );
  const given = [claims];
  const settled: OutboxSettlement[] = [];
  const sent: number[] = [];
  let now = performance.now();
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const dispatcher = startDispatcher({
    outbox: {
      ...createMemoryOutbox(),
      claim: async () => given.shift() ?? [],
      async settle(settlements) {
        settled.push(...settlements);
        return settlements.map(() => true);
      },
    },
    prepare:
      ({ position }) =>
      async () => {
        sent.push(position);
        // The second is sent at the last moment, the third would be slightly too late.
        now += position === 1 ? 2 * answerMilliseconds : 1;
        return { outcome: 'delivered' };
      },
    ...{ concurrency: 1, answerMilliseconds, failures: 5, pollMilliseconds: 3_600_000 },
    delays: { firstMilliseconds: 1000, longestMilliseconds: 1000 },
    ...{ logger: silentLogger, publish() {}, onFailure() {} },
  });
  await expect.poll(() => settled.length, { timeout }).toBe(3);
  await dispatcher.stop();
  clock.mockRestore();
  expect(sent).toEqual([1, 2]);
  expect(settled).toMatchObject([
    { claim: { position: 1 }, outcome: 'delivered' },
    { claim: { position: 2 }, outcome: 'delivered' },
    { claim: { position: 3 }, outcome: 'release' },
  ]);
});

it('goes on after an outage whose probe would have been a report that cannot be read', async () => {
  const given = [1, 2, 3].map((position): OutboxClaim[] => [
    {
      ...{ position, appointment: `of ${position}`, content: '{}', token: 1, attempt: 1 },
      ...{ isFirst: true, ageMilliseconds: 0 },
    },
  ]);
  const failure = { code: 'SAS_PLATFORM_UNAVAILABLE' } as const;
  const settled: OutboxSettlement[] = [];
  const dispatcher = startDispatcher({
    outbox: {
      ...createMemoryOutbox(),
      claim: async () => given.shift() ?? [],
      async settle(settlements) {
        settled.push(...settlements);
        return settlements.map(() => true);
      },
    },
    prepare({ position }) {
      if (position === 2) throw new SyntaxError('This cannot be read.');
      return async () =>
        position === 1
          ? { outcome: 'failed', failure, retryAfterMilliseconds: undefined }
          : { outcome: 'delivered' };
    },
    ...{ concurrency: 1, answerMilliseconds: 1000, failures: 1, pollMilliseconds: 3_600_000 },
    delays: { firstMilliseconds: 1, longestMilliseconds: 1 },
    ...{ logger: silentLogger, publish() {}, onFailure() {} },
  });
  await expect.poll(() => settled.length, { timeout }).toBe(3);
  expect(dispatcher.breaker).toBe('closed');
  await dispatcher.stop();
  expect(settled.map(({ outcome }) => outcome)).toEqual(['retry', 'aside', 'delivered']);
});
