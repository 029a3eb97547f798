import { describe, expect, it } from 'vitest';
import { createSignInLimit } from './sign-in-limit.js';

function createLimit() {
  let now = 1_000_000;
  const limit = createSignInLimit({ clock: { now: () => now } });
  return {
    ...limit,
    wait(milliseconds: number) {
      now += milliseconds;
    },
    failTimes(key: string, times: number) {
      for (let count = 0; count < times; count++) limit.fail(key);
    },
  };
}

describe('The limit of sign-ins', () => {
  it('allows four failures, and blocks after the fifth for the rest of the minute', () => {
    const limit = createLimit();
    limit.failTimes('a', 1);
    limit.wait(20_000);
    limit.failTimes('a', 3);
    expect(limit.secondsToWait('a')).toBe(0);
    limit.failTimes('a', 1);
    expect(limit.secondsToWait('a')).toBe(40);
    limit.wait(39_001);
    expect(limit.secondsToWait('a')).toBe(1);
    limit.wait(999);
    expect(limit.secondsToWait('a')).toBe(0);
  });

  it('does not block other keys', () => {
    const limit = createLimit();
    limit.failTimes('a', 5);
    expect(limit.secondsToWait('b')).toBe(0);
  });

  it('forgets the failures of a key after a success', () => {
    const limit = createLimit();
    limit.failTimes('a', 5);
    limit.succeed('a');
    expect(limit.secondsToWait('a')).toBe(0);
  });

  it('blocks everyone after a hundred failures over all keys', () => {
    const limit = createLimit();
    for (let number = 0; number < 99; number++) limit.fail(`user ${number}`);
    expect(limit.secondsToWait('new')).toBe(0);
    limit.fail('another');
    expect(limit.secondsToWait('new')).toBe(60);
    limit.wait(60_000);
    expect(limit.secondsToWait('new')).toBe(0);
  });

  it('lets a known key in after a hundred failures of others, but not after five of its own', () => {
    const limit = createLimit();
    for (let number = 0; number < 100; number++) limit.fail(`user ${number}`);
    expect(limit.secondsToWait('known', { isKnown: true })).toBe(0);
    limit.failTimes('known', 5);
    expect(limit.secondsToWait('known', { isKnown: true })).toBe(60);
  });

  it('never blocks longer than a minute when the clock is set back', () => {
    const limit = createLimit();
    limit.failTimes('a', 5);
    limit.wait(-3_600_000);
    expect(limit.secondsToWait('a')).toBe(0);
    limit.failTimes('a', 5);
    limit.wait(-30_000);
    expect(limit.secondsToWait('a')).toBeLessThanOrEqual(60);
  });
});
