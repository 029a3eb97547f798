import { type RetryDelays, toRetryDelay } from './retry-delay.js';

/** Whether the platform is called: as usual, not at all, or once to see. */
export type BreakerState = 'closed' | 'open' | 'probing';

/** Keeps from hammering a platform that is down. */
export interface CircuitBreaker {
  /** The state at the moment. */
  readonly state: BreakerState;
  /** How many may be sent now, out of so many: one when it is to be a probe. */
  admit(limit: number): number;
  /** What was admitted is about to be sent. */
  begin(): void;
  /** The platform has answered. */
  succeed(): void;
  /** The platform has failed; it may have said how long to pause, in milliseconds. */
  fail(pauseMilliseconds: number | undefined): void;
  /** Milliseconds until there may be a probe; 0 when there is nothing to wait for. */
  readonly waitMilliseconds: number;
}

/** Creates a breaker that opens after so many consecutive failures. */
export function createCircuitBreaker({
  failures: mostFailures,
  delays,
  onChange,
}: {
  readonly failures: number;
  readonly delays: RetryDelays;
  readonly onChange: (state: BreakerState) => void;
}): CircuitBreaker {
  let state: BreakerState = 'closed';
  let failures = 0;
  let openings = 0;
  let until = 0;

  function change(next: BreakerState): void {
    if (state === next) return;
    state = next;
    onChange(next);
  }

  return {
    get state() {
      return state;
    },
    get waitMilliseconds() {
      return state === 'open' ? Math.max(0, until - performance.now()) : 0;
    },
    admit(limit) {
      if (state === 'closed') return limit;
      return state === 'probing' || performance.now() < until ? 0 : 1;
    },
    begin() {
      if (state === 'open') change('probing');
    },
    succeed() {
      failures = 0;
      openings = 0;
      change('closed');
    },
    fail(pauseMilliseconds) {
      failures += 1;
      // What was on its way when it opened tells nothing new, unless how long to wait.
      const isNews = state !== 'open';
      if (pauseMilliseconds !== undefined) {
        until = Math.max(until, performance.now() + pauseMilliseconds);
        change('open');
      } else if (isNews && (state === 'probing' || failures >= mostFailures)) {
        openings += 1;
        until = performance.now() + toRetryDelay(openings, delays);
        change('open');
      }
    },
  };
}
