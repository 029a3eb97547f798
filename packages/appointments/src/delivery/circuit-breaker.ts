import { type RetryDelays, toRetryDelay } from './retry-delay.js';

/** Whether the platform is called: as usual, not at all, or once as a probe. */
export type BreakerState = 'closed' | 'open' | 'probing';

/** Limits calls to a platform that is down. */
export interface CircuitBreaker {
  /** The current state. */
  readonly state: BreakerState;
  /** How many may be sent now, at most `limit`; 1 for a probe. */
  admit(limit: number): number;
  /** Records that admitted requests are about to be sent. */
  begin(): void;
  /** Records that an admitted request was not sent after all: a probe may be sent in its place. */
  cancel(): void;
  /** Records an answer of the platform. */
  succeed(): void;
  /** Records a failure of the platform, which may have asked for a pause, in milliseconds. */
  fail(pauseMilliseconds: number | undefined): void;
  /** Milliseconds until a probe is allowed; 0 if calls are allowed now. */
  readonly waitMilliseconds: number;
}

/** Creates a breaker that opens after the given number of consecutive failures. */
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
    cancel() {
      if (state === 'probing') change('open');
    },
    succeed() {
      failures = 0;
      openings = 0;
      change('closed');
    },
    fail(pauseMilliseconds) {
      failures += 1;
      // A failure in flight when it opened gives no new information, except a requested pause.
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
