import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@sas-sos/core';

/** Slows down the guessing of passwords, and locks nobody out. */
export interface SignInLimit {
  /**
   * Waits before an attempt may be looked at, the longer the more attempts failed. Resolves to false
   * if too many wait at once: then one of those of the source, or of the source with the most, has
   * to try again.
   */
  admit(
    key: string,
    options?: {
      /** Where attempts come from, under any name: one source has few places. */
      readonly source?: string;
    },
  ): Promise<boolean>;
  /** Counts a failed attempt. */
  fail(key: string): void;
  /** Forgets the failures of a key after a successful sign-in. */
  succeed(key: string): void;
}

const span = 60_000;
const freePerKey = 5;
const shortestWait = 500;
export const longestWait = 8000;
const mostWaitingPerSource = 4;
const mostWaiting = 64;

interface Waiting {
  readonly source: string;
  readonly giveUp: AbortController;
}

/**
 * Creates the limit of one process. After 5 failures of a key within a minute, or 100 of all keys, an
 * attempt waits half a second, then twice as long at each failure, 8 seconds at most.
 */
export function createSignInLimit({
  clock,
  freeTogether = 100,
  pause = (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
}: {
  readonly clock: Clock;
  /** Failures of all keys: they also slow down guessing from many addresses, and bound memory. */
  readonly freeTogether?: number;
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}): SignInLimit {
  let failures: readonly { readonly key: string; readonly at: number }[] = [];
  let waiting: readonly Waiting[] = [];

  function toWait(key: string): number {
    const now = clock.now();
    // With `abs`, a clock that was set back makes nobody wait longer.
    failures = failures.filter(({ at }) => Math.abs(now - at) < span);
    if (failures.length >= freeTogether) return longestWait;
    const own = failures.filter((failure) => failure.key === key).length;
    return own < freePerKey ? 0 : Math.min(longestWait, shortestWait * 2 ** (own - freePerKey));
  }

  /**
   * A new one does not lose to those that were there before: it may be the staff's. Nor does one
   * source lose to another that has more places.
   */
  function makeRoom(source: string): void {
    const placesOf = (one: string) => waiting.filter((other) => other.source === one);
    const own = placesOf(source);
    if (own.length >= mostWaitingPerSource) {
      displaceOne(own);
      return;
    }
    if (waiting.length < mostWaiting) return;
    const places = waiting.map((other) => placesOf(other.source).length);
    const most = Math.max(...places);
    displaceOne(waiting.filter((_, index) => places[index] === most));
  }

  function displaceOne(some: readonly Waiting[]): void {
    some[Math.floor(Math.random() * some.length)]?.giveUp.abort();
  }

  return {
    async admit(key, { source = key } = {}) {
      const milliseconds = toWait(key);
      if (milliseconds === 0) return true;
      makeRoom(source);
      const own: Waiting = { source, giveUp: new AbortController() };
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
