import type { OutboxClaim, OutboxSettlement } from '@sas-sos/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startScriptedDispatcher } from '../test-data/scripted-dispatcher.js';

beforeEach(() => {
  vi.useFakeTimers();
  // Delays have no random part.
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('claims', () => {
  it('are of what there is room for: eight times the exchanges, once a quarter of it is free', async () => {
    const run = startScriptedDispatcher({ concurrency: 2, claims: [3, 9, 1, 0, 0] });
    await run.pass(0);
    expect(run.limits).toEqual([16]);
    run.dispatcher.wake();
    await run.pass(0);
    // Three are held or sent.
    expect(run.limits).toEqual([16, 13]);
    run.dispatcher.wake();
    await run.pass(0);
    // Twelve are.
    expect(run.limits).toEqual([16, 13, 4]);
    run.dispatcher.wake();
    await run.pass(0);
    expect(run.limits).toHaveLength(3);
    expect(run.sent).toEqual([1, 2]);
    await run.stop();
  });

  it('count what is not settled yet', async () => {
    const run = startScriptedDispatcher({ concurrency: 2, claims: [2, 0], settle: 'never' });
    await run.pass(0);
    run.answer(1);
    await run.pass(20);
    expect(run.settled).toHaveLength(1);
    expect(run.limits).toEqual([16, 14]);
    await run.stop();
  });

  it('last twice as long as an exchange and its margin', async () => {
    const run = startScriptedDispatcher({ concurrency: 1, claims: [], answerMilliseconds: 15_000 });
    await run.pass(0);
    expect(run.leases).toEqual([34_000]);
    await run.stop();
  });

  it('are asked for one at a time, and again at each poll', async () => {
    const run = startScriptedDispatcher({
      ...{ concurrency: 2, claims: [0, 1, 0], claimMilliseconds: 50 },
      pollMilliseconds: 1000,
    });
    for (let count = 0; count < 3; count += 1) run.dispatcher.wake();
    await run.pass(49);
    expect(run.limits).toHaveLength(1);
    await run.pass(901);
    // Woken during the first claim.
    expect(run.limits).toHaveLength(2);
    await run.pass(50);
    expect(run.limits).toHaveLength(3);
    await run.stop();
  });

  it('are sent as many at a time as allowed', async () => {
    const run = startScriptedDispatcher({ concurrency: 2, claims: [3, 0] });
    await run.pass(0);
    expect(run.sent).toEqual([1, 2]);
    run.answer(2);
    await run.pass(0);
    expect(run.sent).toEqual([1, 2, 3]);
    await run.stop();
  });

  it('are settled together while others wait to be sent', async () => {
    const run = startScriptedDispatcher({ concurrency: 2, claims: [16, 0], answer: 'delivered' });
    await run.pass(0);
    expect(run.batches).toEqual([8, 8]);
    await run.stop();
  });
});

describe('stop', () => {
  it('releases what is not sent, waits for what is, and leaves no timer', async () => {
    const run = startScriptedDispatcher({ concurrency: 1, claims: [2, 5] });
    await run.pass(0);
    let isStopped = false;
    const stopped = run.dispatcher.stop().then(() => {
      isStopped = true;
    });
    await run.pass(100);
    expect([isStopped, run.sent]).toEqual([false, [1]]);
    run.answer(1, 'failed');
    await stopped;
    expect(run.outcomes()).toEqual(['1 retry', '2 release']);
    expect(vi.getTimerCount()).toBe(0);
    run.dispatcher.wake();
    await run.pass(60_000);
    expect(run.limits).toEqual([8]);
    expect(run.isWatched()).toBe(false);
  });

  it('releases what a claim brings meanwhile', async () => {
    const run = startScriptedDispatcher({ concurrency: 1, claims: [1], claimMilliseconds: 50 });
    const stopped = run.dispatcher.stop();
    await run.pass(50);
    await stopped;
    expect([run.sent, run.outcomes()]).toEqual([[], ['1 release']]);
  });
});

describe('an outage', () => {
  it('is logged when it begins and when it ends, and each change is published', async () => {
    const run = startScriptedDispatcher({
      ...{ concurrency: 1, claims: Array(20).fill(1), failures: 1 },
      delays: { firstMilliseconds: 1000, longestMilliseconds: 1000 },
    });
    const answers = ['failed', 'failed', 'delivered', 'failed', 'delivered'] as const;
    for (const answer of answers) {
      await run.pass(1001);
      run.answer(run.sent.at(-1) ?? 0, answer);
    }
    await run.pass(0);
    const [open, probing, closed] = ['open', 'probing', 'closed'].map((state) => ({
      breaker: { state },
    }));
    expect(run.events.filter((event) => 'breaker' in event)).toEqual([
      ...[open, probing, open, probing, closed],
      ...[open, probing, closed],
    ]);
    expect(run.lines.filter(([level]) => level === 'warn' || level === 'info')).toEqual([
      ...[expect.arrayContaining(['warn']), expect.arrayContaining(['info'])],
      ...[expect.arrayContaining(['warn']), expect.arrayContaining(['info'])],
    ]);
    await run.stop();
  });

  it('releases what is held, and claims nothing until a probe is due', async () => {
    const run = startScriptedDispatcher({
      ...{ concurrency: 1, claims: [3, 0, 1], failures: 1 },
      delays: { firstMilliseconds: 60_000, longestMilliseconds: 60_000 },
    });
    await run.pass(0);
    run.answer(1, 'failed');
    await run.pass(0);
    expect(run.outcomes()).toEqual(['2 release', '3 release', '1 retry']);
    run.dispatcher.wake();
    await run.pass(59_999);
    expect(run.limits).toEqual([8]);
    await run.pass(2);
    // Nothing was due for the first probe, and the next look finds something.
    expect([run.limits, run.sent]).toEqual([
      [8, 1, 1],
      [1, 4],
    ]);
    await run.stop();
  });

  it('pauses for a minute at most, unless the platform asks for more', async () => {
    const run = startScriptedDispatcher({
      ...{ concurrency: 1, claims: [1, 1], failures: 1 },
      delays: { firstMilliseconds: 3_600_000, longestMilliseconds: 3_600_000 },
    });
    await run.pass(0);
    run.answer(1, 'failed');
    await run.pass(60_001);
    expect(run.sent).toEqual([1, 2]);
    await run.stop();
  });
});

describe('a report', () => {
  const first: Partial<OutboxClaim> & Pick<OutboxSettlement, 'claim'> = {
    claim: expect.objectContaining({ position: 1 }),
  };
  const common = { position: 1, appointment: 'a1' };

  it('that is delivered', async () => {
    const run = startScriptedDispatcher({ concurrency: 1, claims: [1] });
    await run.pass(0);
    run.answer(1);
    await run.pass(0);
    expect(run.settled).toEqual([{ ...first, outcome: 'delivered' }]);
    expect(run.events).toEqual([{ delivered: { ...common, attempts: 2, ageMilliseconds: 70 } }]);
    expect([run.lines, run.failures]).toEqual([[], []]);
    await run.stop();
  });

  it('that is refused', async () => {
    const run = startScriptedDispatcher({ concurrency: 1, claims: [1] });
    await run.pass(0);
    run.answer(1, 'refused');
    await run.pass(0);
    const failure = { code: 'SAS_REPORT_REFUSED', status: 422 };
    expect(run.settled).toEqual([{ ...first, outcome: 'aside', failure }]);
    expect(run.events).toEqual([{ 'kept-aside': { ...common, status: 422 } }]);
    expect(run.lines).toEqual([['error', { position: 1, status: 422 }]]);
    expect(run.failures).toEqual([failure]);
    await run.stop();
  });

  it.each([
    { name: 'after its own delay', retryAfter: undefined, afterMilliseconds: 2000 },
    { name: 'later if the platform asks for it', retryAfter: 5000.5, afterMilliseconds: 5001 },
    { name: 'not sooner if the platform asks for it', retryAfter: 10, afterMilliseconds: 2000 },
  ])('that failed is sent again $name', async ({ retryAfter, afterMilliseconds }) => {
    const run = startScriptedDispatcher({ concurrency: 1, claims: [1, 1] });
    await run.pass(0);
    run.answer(1, 'failed', retryAfter);
    await run.pass(0);
    const failure = { code: 'SAS_PLATFORM_UNAVAILABLE', status: 503 };
    expect(run.settled).toEqual([{ ...first, outcome: 'retry', afterMilliseconds, failure }]);
    const details = { ...common, attempts: 2, status: 503 };
    expect(run.events).toContainEqual({ retried: { ...details, afterMilliseconds } });
    expect(run.lines).toContainEqual([
      retryAfter === undefined ? 'warn' : 'debug',
      { position: 1, attempts: 2, status: 503 },
    ]);
    expect(run.failures).toEqual([failure]);
    const looks = run.limits.length;
    run.idle();
    await run.pass(afterMilliseconds);
    run.busy();
    await run.pass(1);
    // It is due: this look is not too early for it.
    expect(run.limits.length).toBeGreaterThan(looks);
    expect(run.sent).toEqual([1, 2]);
    await run.stop();
  });

  it.each([
    { name: 'an error', error: new RangeError('Jeanne Essai'), logged: 'RangeError' },
    { name: 'anything else', error: 'Jeanne Essai', logged: 'string' },
  ])('whose sending throws $name is sent again', async ({ error, logged }) => {
    const run = startScriptedDispatcher({ concurrency: 1, claims: [1], answer: error });
    await run.pass(0);
    const failure = { code: 'SAS_INTERNAL' };
    expect(run.settled).toMatchObject([{ ...first, outcome: 'retry', failure }]);
    expect(run.lines[0]).toEqual(['error', { position: 1, name: logged }]);
    expect(run.failures).toEqual([failure]);
    await run.stop();
  });

  it('that cannot be read is kept aside', async () => {
    const run = startScriptedDispatcher({ concurrency: 1, claims: [1], answer: 'unreadable' });
    await run.pass(0);
    const failure = { code: 'SAS_INTERNAL' };
    expect(run.settled).toEqual([{ ...first, outcome: 'aside', failure }]);
    expect(run.events).toEqual([{ 'kept-aside': { ...common, status: undefined } }]);
    expect(run.lines).toEqual([['error', { position: 1 }]]);
    expect(run.failures).toEqual([failure]);
    await run.stop();
  });
});
