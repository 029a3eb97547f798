import type { Clock } from '@sas-sos/core';

/** Slows down the guessing of passwords. */
export interface SignInLimit {
  /**
   * Seconds to wait before the next attempt is allowed; 0 if it is allowed now. A key that is known
   * only waits for its own failures.
   */
  secondsToWait(key: string, options?: { readonly isKnown?: boolean }): number;
  /** Counts a failed attempt. */
  fail(key: string): void;
  /** Forgets the failures of a key after a successful sign-in. */
  succeed(key: string): void;
}

const span = 60_000;
const mostPerKey = 5;
/** Limit over all keys: it also slows down guessing from many addresses, and bounds memory. */
const mostTogether = 100;

/** Creates the limit of one process: 5 failures a minute for a key, 100 for all keys. */
export function createSignInLimit({ clock }: { readonly clock: Clock }): SignInLimit {
  let failures: readonly { readonly key: string; readonly at: number }[] = [];

  return {
    secondsToWait(key, { isKnown = false } = {}) {
      const now = clock.now();
      // With `abs`, a clock that was set back makes nobody wait longer than the span.
      failures = failures.filter(({ at }) => Math.abs(now - at) < span);
      const own = failures.filter((failure) => failure.key === key);
      const [oldest] =
        own.length >= mostPerKey
          ? own
          : !isKnown && failures.length >= mostTogether
            ? failures
            : [];
      return oldest ? Math.max(1, Math.ceil((Math.min(oldest.at, now) + span - now) / 1000)) : 0;
    },
    fail(key) {
      failures = [...failures, { key, at: clock.now() }].slice(-mostTogether);
    },
    succeed(key) {
      failures = failures.filter((failure) => failure.key !== key);
    },
  };
}
