import type { Logger, OutboxClaim, OutboxFailure, OutboxSettlement } from '@sas-sos/core';
import { type BreakerState, createCircuitBreaker } from './circuit-breaker.js';
import type { PublishDelivery } from './delivery-event.js';
import type { OutboxCalls } from './outbox-calls.js';
import { type RetryDelays, toRetryDelay } from './retry-delay.js';
import type { SendOutcome } from './send-appointment.js';
import { createSettlementQueue } from './settlement-queue.js';

/** Delivers the reports of an outbox. */
export interface Dispatcher {
  /** Whether the platform is currently called. */
  readonly breaker: BreakerState;
  /** Checks for due reports. */
  wake(): void;
  /** Stops sending; resolves once exchanges in progress have ended and, if possible, are settled. */
  stop(): Promise<void>;
}

/** Options of a dispatcher. */
export interface DispatcherOptions {
  /** Its calls end, and it logs their failures. */
  readonly outbox: Pick<OutboxCalls, 'claim' | 'settle' | 'watch'>;
  /**
   * Reads a claimed report, and returns what sends it. It throws only if the stored report cannot
   * be read, which no retry changes; whatever goes wrong while sending may pass.
   */
  readonly prepare: (claim: OutboxClaim) => () => Promise<SendOutcome>;
  /** Maximum concurrent exchanges. */
  readonly concurrency: number;
  /** Time limit of an exchange, in milliseconds. */
  readonly answerMilliseconds: number;
  readonly delays: RetryDelays;
  /** Consecutive failures after which calls to the platform are paused. */
  readonly failures: number;
  /** Interval of additional checks for due reports, in milliseconds. */
  readonly pollMilliseconds: number;
  readonly logger: Logger;
  readonly publish: PublishDelivery;
  /** Called with the reason why a report was not delivered. */
  readonly onFailure: (failure: OutboxFailure) => void;
}

interface Held {
  readonly claim: OutboxClaim;
  /** Time of `performance.now` after which it may no longer be sent. */
  readonly sendBefore: number;
}

/** Longest pause of calls that the platform did not ask for. */
const longestPause = 60_000;

/** Longest time between the end of an exchange and the end of its lease. */
const longestMargin = 2000;

/** How long the last settlements are retried when stopping. */
const drainMilliseconds = 5000;

/**
 * Starts delivery: claims ahead of sending, sends in parallel, settles in batches. The outbox keeps
 * the order: later reports of an appointment cannot be claimed before the earlier one is settled.
 */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { outbox, prepare, concurrency, answerMilliseconds, delays, logger, publish } = options;
  // An exchange always ends before another instance can claim its report.
  const marginMilliseconds = Math.min(answerMilliseconds, longestMargin);
  const leaseMilliseconds = 2 * (answerMilliseconds + marginMilliseconds);
  const held: Held[] = [];
  const exchanges = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;
  let isWanted = false;
  let isFilling = false;
  let isLeftAlone = false;
  let filling: Promise<void> | undefined;

  const breaker = createCircuitBreaker({
    failures: options.failures,
    delays: { ...delays, longestMilliseconds: Math.min(delays.longestMilliseconds, longestPause) },
    onChange(state) {
      publish('breaker', { state });
      if (state === 'closed') logger.info({}, 'the platform answers again, and is called as usual');
      isLeftAlone &&= state !== 'closed';
      if (state !== 'open') return;
      // A failed probe opens again, and is not worth a second warning.
      if (!isLeftAlone) logger.warn({}, 'the platform fails: only probes are sent for now');
      isLeftAlone = true;
      for (const { claim } of held.splice(0)) settlements.push({ claim, outcome: 'release' });
      wakeIn(breaker.waitMilliseconds);
    },
  });

  const settlements = createSettlementQueue({
    ...{ outbox, logger, enough: 4 * concurrency, onSettled: wake },
    mayWait: () => held.length > 0,
  });

  function wakeIn(milliseconds: number): void {
    if (isStopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      wake();
    }, milliseconds + 1);
    timers.add(timer);
  }

  function wake(): void {
    isWanted = true;
    if (!isFilling) filling = fill();
  }

  async function fill(): Promise<void> {
    isFilling = true;
    while (isWanted && !isStopped) {
      const room = 8 * concurrency - held.length - exchanges.size - settlements.size;
      // Claiming many at once is cheaper. Whatever frees room calls `wake` again.
      if (room < 2 * concurrency) break;
      isWanted = false;
      const limit = breaker.admit(room);
      if (limit === 0) break;
      const claims = await claimUpTo(limit);
      if (claims.length > 0) breaker.begin();
      sendHeld();
    }
    isFilling = false;
  }

  async function claimUpTo(limit: number): Promise<readonly OutboxClaim[]> {
    const claimedAt = performance.now();
    try {
      const claims = await outbox.claim({ limit, leaseMilliseconds });
      const sendBefore = claimedAt + leaseMilliseconds - answerMilliseconds - marginMilliseconds;
      held.push(...claims.map((claim) => ({ claim, sendBefore })));
      return claims;
    } catch {
      return [];
    }
  }

  function sendHeld(): void {
    while (exchanges.size < concurrency) {
      const next = held.shift();
      if (!next) return;
      // Stopped, or held so long that it could overlap with another claim: release it.
      if (isStopped || performance.now() > next.sendBefore) {
        settlements.push({ claim: next.claim, outcome: 'release' });
        breaker.cancel();
        continue;
      }
      const exchange: Promise<void> = deliver(next.claim).finally(() => {
        exchanges.delete(exchange);
        sendHeld();
        wake();
      });
      exchanges.add(exchange);
    }
  }

  async function deliver(claim: OutboxClaim): Promise<void> {
    const { position, appointment } = claim;
    let send: () => Promise<SendOutcome>;
    try {
      send = prepare(claim);
    } catch {
      // A retry would fail again; kept aside, people see it. Not logged: the error quotes the
      // report.
      logger.error({ position }, 'a stored report could not be read');
      const failure = { code: 'SAS_INTERNAL' } as const;
      options.onFailure(failure);
      publish('kept-aside', { position, appointment, status: undefined });
      settlements.push({ claim, outcome: 'aside', failure });
      breaker.cancel();
      return;
    }
    const sent = await send().catch((error: unknown): SendOutcome => {
      // Only its name: the rest may quote the report or the answer.
      const name = error instanceof Error ? error.name : typeof error;
      logger.error({ position, name }, 'sending a report failed unexpectedly');
      const failure = { code: 'SAS_INTERNAL' } as const;
      return { outcome: 'failed', failure, retryAfterMilliseconds: undefined };
    });
    settlements.push(toSettlement(claim, sent));
  }

  function toSettlement(claim: OutboxClaim, sent: SendOutcome): OutboxSettlement {
    const { position, appointment, attempt: attempts, ageMilliseconds } = claim;
    if (sent.outcome === 'delivered') {
      breaker.succeed();
      publish('delivered', { position, appointment, attempts, ageMilliseconds });
      return { claim, outcome: 'delivered' };
    }
    const { failure } = sent;
    options.onFailure(failure);
    if (sent.outcome === 'refused') {
      breaker.succeed();
      logger.error(
        { position, status: failure.status },
        'the platform refused a report permanently',
      );
      publish('kept-aside', { position, appointment, status: failure.status });
      return { claim, outcome: 'aside', failure };
    }
    const { retryAfterMilliseconds } = sent;
    breaker.fail(retryAfterMilliseconds);
    const delay = Math.max(toRetryDelay(attempts, delays), retryAfterMilliseconds ?? 0);
    const afterMilliseconds = Math.ceil(delay);
    const level = breaker.state === 'closed' ? 'warn' : 'debug';
    logger[level]({ position, attempts, status: failure.status }, 'a report will be sent again');
    publish('retried', {
      position,
      appointment,
      attempts,
      afterMilliseconds,
      status: failure.status,
    });
    wakeIn(afterMilliseconds);
    return { claim, outcome: 'retry', afterMilliseconds, failure };
  }

  const unwatch = outbox.watch(wake);
  const polling = setInterval(wake, options.pollMilliseconds);
  wake();

  return {
    get breaker() {
      return breaker.state;
    },
    wake,
    async stop() {
      isStopped = true;
      unwatch();
      clearInterval(polling);
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await filling;
      sendHeld();
      while (exchanges.size > 0) await Promise.all(exchanges);
      await settlements.drain(drainMilliseconds);
    },
  };
}
