import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@sas-sos/core';

/** Slows down the guessing of passwords, and locks nobody out. */
export interface SignInLimit {
  /**
   * Waits before an attempt may be looked at, the longer the more attempts failed. Resolves to false
   * if too many wait at once: then one of them, by chance, has to try again.
   */
  admit(key: string, options?: { readonly isKnown?: boolean }): Promise<boolean>;
  /** Counts a failed attempt. */
  fail(key: string): void;
  /** Forgets the failures of a key after a successful sign-in. */
  succeed(key: string): void;
}

const span = 60_000;
const freePerKey = 5;
/** Over all keys: it also slows down guessing from many addresses, and bounds memory. */
const freeTogether = 100;
const shortestWait = 500;
export const longestWait = 8000;
const mostWaitingPerKey = 4;
const mostWaiting = 64;

interface Waiting {
  readonly key: string;
  readonly giveUp: AbortController;
}

/**
 * Creates the limit of one process. After 5 failures of a key within a minute, or 100 of all keys, an
 * attempt waits half a second, then twice as long at each failure, 8 seconds at most. A key that is
 * known only waits for its own failures.
 */
export function createSignInLimit({
  clock,
  pause = (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
}: {
  readonly clock: Clock;
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}): SignInLimit {
  let failures: readonly { readonly key: string; readonly at: number }[] = [];
  let waiting: readonly Waiting[] = [];

  function toWait(key: string, isKnown: boolean): number {
    const now = clock.now();
    // With `abs`, a clock that was set back makes nobody wait longer.
    failures = failures.filter(({ at }) => Math.abs(now - at) < span);
    if (!isKnown && failures.length >= freeTogether) return longestWait;
    const own = failures.filter((failure) => failure.key === key).length;
    return own < freePerKey ? 0 : Math.min(longestWait, shortestWait * 2 ** (own - freePerKey));
  }

  /** A new one does not lose to those that were there before: it may be the staff's. */
  function makeRoom(key: string): void {
    const ofKey = waiting.filter((other) => other.key === key);
    const full =
      ofKey.length >= mostWaitingPerKey ? ofKey : waiting.length >= mostWaiting ? waiting : [];
    full[Math.floor(Math.random() * full.length)]?.giveUp.abort();
  }

  return {
    async admit(key, { isKnown = false } = {}) {
      const milliseconds = toWait(key, isKnown);
      if (milliseconds === 0) return true;
      makeRoom(key);
      const own: Waiting = { key, giveUp: new AbortController() };
      own.giveUp.signal.addEventListener('abort', leave);
      waiting = [...waiting, own];
      function leave() {
        waiting = waiting.filter((other) => other !== own);
      }
      // Rejects when another attempt takes the place.
      await pause(milliseconds, own.giveUp.signal).catch(() => undefined);
      leave();
      return !own.giveUp.signal.aborted;
    },
    fail(key) {
      failures = [...failures, { key, at: clock.now() }].slice(-freeTogether);
    },
    succeed(key) {
      failures = failures.filter((failure) => failure.key !== key);
    },
  };
}
