import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BreakerState, createCircuitBreaker } from './circuit-breaker.js';

function create(firstMilliseconds = 3_600_000) {
  const changes: BreakerState[] = [];
  const breaker = createCircuitBreaker({
    failures: 3,
    delays: { firstMilliseconds, longestMilliseconds: firstMilliseconds },
    onChange: (state) => changes.push(state),
  });
  return { breaker, changes };
}

afterEach(() => void vi.useRealTimers());

describe('createCircuitBreaker', () => {
  it('admits everything up to the limit of consecutive failures', () => {
    const { breaker, changes } = create();
    for (let count = 0; count < 10; count += 1) {
      breaker.fail(undefined);
      breaker.fail(undefined);
      breaker.succeed();
    }
    expect(breaker.admit(7)).toBe(7);
    for (let count = 0; count < 3; count += 1) breaker.fail(undefined);
    expect(breaker.admit(7)).toBe(0);
    expect(breaker.waitMilliseconds).toBeGreaterThan(1_000_000);
    expect(changes).toEqual(['open']);
  });

  it('admits one probe, and as many as before once it succeeds', () => {
    const { breaker, changes } = create(1);
    for (let count = 0; count < 3; count += 1) breaker.fail(0);
    expect(breaker.admit(7)).toBe(1);
    // There was no report to probe with.
    expect(breaker.admit(7)).toBe(1);
    breaker.begin();
    expect(breaker.admit(7)).toBe(0);
    breaker.succeed();
    expect(breaker.admit(7)).toBe(7);
    expect(changes).toEqual(['open', 'probing', 'closed']);
  });

  it('admits another probe when one was not sent after all', () => {
    const { breaker, changes } = create();
    breaker.fail(0);
    breaker.begin();
    breaker.cancel();
    expect(breaker.admit(7)).toBe(1);
    breaker.succeed();
    breaker.cancel();
    expect(breaker.admit(7)).toBe(7);
    expect(changes).toEqual(['open', 'probing', 'open', 'closed']);
  });

  it('opens again when the probe fails', () => {
    const { breaker, changes } = create();
    breaker.fail(0);
    breaker.begin();
    breaker.fail(undefined);
    expect(breaker.admit(7)).toBe(0);
    expect(changes).toEqual(['open', 'probing', 'open']);
  });

  it('forgets every failure once the platform has answered', () => {
    const first = 60_000;
    const breaker = createCircuitBreaker({
      failures: 3,
      delays: { firstMilliseconds: first, longestMilliseconds: 1000 * first },
      onChange() {},
    });
    breaker.fail(0);
    for (let count = 0; count < 10; count += 1) {
      breaker.begin();
      breaker.fail(undefined);
    }
    expect(breaker.waitMilliseconds).toBeGreaterThan(100 * first);
    breaker.begin();
    breaker.succeed();
    for (let count = 0; count < 2; count += 1) breaker.fail(undefined);
    expect(breaker.admit(7)).toBe(7);
    // It opens for as long as the first time again.
    breaker.fail(undefined);
    expect(breaker.admit(7)).toBe(0);
    expect(breaker.waitMilliseconds).toBeLessThanOrEqual(first);
  });

  it('opens at once for as long as the platform asks', () => {
    const { breaker } = create(1);
    breaker.fail(3_600_000);
    // Requests in flight when it opened do not shorten the pause.
    breaker.fail(undefined);
    breaker.fail(0);
    expect(breaker.admit(7)).toBe(0);
    expect(breaker.waitMilliseconds).toBeGreaterThan(1_000_000);
  });

  it('admits a probe exactly when the pause is over', () => {
    vi.useFakeTimers();
    const { breaker } = create();
    breaker.fail(1000);
    vi.advanceTimersByTime(999);
    expect([breaker.admit(7), breaker.waitMilliseconds]).toEqual([0, 1]);
    vi.advanceTimersByTime(1);
    expect([breaker.admit(7), breaker.waitMilliseconds]).toEqual([1, 0]);
    vi.advanceTimersByTime(1);
    expect(breaker.waitMilliseconds).toBe(0);
  });

  it('needs no wait once a request in flight has succeeded', () => {
    const { breaker } = create();
    breaker.fail(1000);
    breaker.succeed();
    expect([breaker.admit(7), breaker.waitMilliseconds]).toEqual([7, 0]);
    breaker.begin();
    expect(breaker.state).toBe('closed');
  });

  it('pauses no longer for requests that were in flight when it opened', () => {
    vi.useFakeTimers();
    const breaker = createCircuitBreaker({
      failures: 3,
      delays: { firstMilliseconds: 1000, longestMilliseconds: 1_000_000 },
      onChange() {},
    });
    for (let count = 0; count < 10; count += 1) breaker.fail(undefined);
    expect(breaker.waitMilliseconds).toBeLessThanOrEqual(1000);
  });
});
