import type { OutboxClaim, OutboxFailure, OutboxSettlement } from '@sas-sos/core';
import { vi } from 'vitest';
import { startDispatcher } from '../delivery/dispatcher.js';
import type { RetryDelays } from '../delivery/retry-delay.js';
import type { SendOutcome } from '../delivery/send-appointment.js';

const failures = {
  refused: { code: 'SAS_REPORT_REFUSED', status: 422 },
  failed: { code: 'SAS_PLATFORM_UNAVAILABLE', status: 503 },
} as const;

/** How an exchange ends. */
type Answer = 'delivered' | keyof typeof failures;

/**
 * Starts a dispatcher over an outbox that gives as many reports at each claim as `claims` says, in
 * order, then no more. Needs fake timers. An exchange ends with `answer`, or when the test says so.
 */
export function startScriptedDispatcher({
  claims,
  answer,
  settle = 'at-once',
  claimMilliseconds = 0,
  ...options
}: {
  readonly concurrency: number;
  readonly claims: readonly number[];
  /** An error, or another thing to throw; `unreadable`: the report cannot be read. */
  readonly answer?: unknown;
  readonly settle?: 'at-once' | 'never';
  readonly claimMilliseconds?: number;
  readonly answerMilliseconds?: number;
  readonly pollMilliseconds?: number;
  readonly failures?: number;
  readonly delays?: RetryDelays;
}) {
  const left = [...claims];
  const limits: number[] = [];
  const leases: number[] = [];
  const batches: number[] = [];
  const settled: OutboxSettlement[] = [];
  const sent: number[] = [];
  const events: object[] = [];
  const lines: [level: string, fields: object][] = [];
  const reported: OutboxFailure[] = [];
  const open = new Map<number, (outcome: SendOutcome) => void>();
  let isWatched = false;
  let isIdle = false;
  let last = 0;

  const toClaim = (): OutboxClaim => {
    last += 1;
    return {
      ...{ position: last, appointment: `a${last}`, content: '{}', token: 1, attempt: 2 },
      ...{ isFirst: true, ageMilliseconds: 70 },
    };
  };
  const toOutcome = (outcome: Answer, retryAfterMilliseconds?: number): SendOutcome => {
    if (outcome === 'delivered') return { outcome };
    const failure = failures[outcome];
    return outcome === 'refused'
      ? { outcome, failure }
      : { outcome, failure, retryAfterMilliseconds };
  };
  const log = (level: string) => (fields: object) => void lines.push([level, fields]);
  const dispatcher = startDispatcher({
    outbox: {
      async claim({ limit, leaseMilliseconds }) {
        limits.push(limit);
        leases.push(leaseMilliseconds);
        if (claimMilliseconds > 0) {
          await new Promise((resolve) => setTimeout(resolve, claimMilliseconds));
        }
        return isIdle ? [] : Array.from({ length: left.shift() ?? 0 }, toClaim);
      },
      settle(settlements) {
        batches.push(settlements.length);
        settled.push(...settlements);
        return settle === 'never'
          ? new Promise(() => {})
          : Promise.resolve(settlements.map(() => true));
      },
      watch() {
        isWatched = true;
        return () => {
          isWatched = false;
        };
      },
    },
    prepare({ position }) {
      if (answer === 'unreadable') throw new SyntaxError('This cannot be read.');
      return async () => {
        sent.push(position);
        if (answer === 'delivered') return toOutcome(answer);
        if (answer !== undefined) throw answer;
        return new Promise((resolve) => open.set(position, resolve));
      };
    },
    ...{ answerMilliseconds: 1000, failures: 5, pollMilliseconds: 3_600_000 },
    delays: { firstMilliseconds: 1000, longestMilliseconds: 100_000 },
    logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    publish: (name, event) => void events.push({ [name]: event }),
    onFailure: (failure) => void reported.push(failure),
    ...options,
  });

  return {
    ...{ dispatcher, limits, leases, batches, settled, sent, events, lines },
    failures: reported,
    isWatched: () => isWatched,
    /** Claims bring nothing until `busy`. */
    idle() {
      isIdle = true;
    },
    busy() {
      isIdle = false;
    },
    outcomes: () => settled.map(({ claim, outcome }) => `${claim.position} ${outcome}`),
    /** Ends the exchange of a report. */
    answer(position: number, outcome: Answer = 'delivered', retryAfterMilliseconds?: number) {
      open.get(position)?.(toOutcome(outcome, retryAfterMilliseconds));
      open.delete(position);
    },
    /** Lets time pass, and everything that is due happen. */
    pass: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
    /** Stops, with the exchanges that are left delivered. */
    async stop() {
      const stopped = dispatcher.stop();
      for (const end of open.values()) end({ outcome: 'delivered' });
      await vi.advanceTimersByTimeAsync(10_000);
      await stopped;
    },
  };
}
