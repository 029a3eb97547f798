import { setTimeout as delay } from 'node:timers/promises';
import type { Logger, OutboxSettlement } from '@sas-sos/core';
import { withTimeLimit } from '@sas-sos/fhir-http';
import type { OutboxCalls } from './outbox-calls.js';

/** Settles reports; those that arrive during a settlement are settled together next. */
export interface SettlementQueue {
  /** Number of reports not settled yet. */
  readonly size: number;
  /** Settles a report as soon as possible. */
  push(settlement: OutboxSettlement): void;
  /** Resolves once everything is settled, or after `milliseconds`; retries no more after that. */
  drain(milliseconds: number): Promise<void>;
}

const retryMilliseconds = 250;

/** Longest time that a settlement waits for others, in milliseconds. */
const gatherMilliseconds = 10;

/** Creates a queue that retries for as long as the outbox fails. */
export function createSettlementQueue({
  outbox,
  logger,
  enough,
  mayWait,
  onSettled,
}: {
  /** Its calls end, and it logs their failures. */
  readonly outbox: Pick<OutboxCalls, 'settle'>;
  readonly logger: Logger;
  /** Number of settlements that is worth a call to the outbox. */
  readonly enough: number;
  /** Whether exchanges continue while fewer settlements wait for more. */
  readonly mayWait: () => boolean;
  /** Called after reports were settled: later ones may now be due. */
  readonly onSettled: () => void;
}): SettlementQueue {
  let waiting: OutboxSettlement[] = [];
  let underWay = 0;
  let running: Promise<void> | undefined;
  let giveUpAt = Number.POSITIVE_INFINITY;
  let stopGathering: (() => void) | undefined;

  const isReady = () =>
    waiting.length >= enough || !mayWait() || giveUpAt !== Number.POSITIVE_INFINITY;

  /** Waits briefly for others: each call makes the outbox flush to the disk. */
  async function gather(): Promise<void> {
    if (isReady()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, gatherMilliseconds);
      stopGathering = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    stopGathering = undefined;
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      const batch = waiting;
      waiting = [];
      underWay = batch.length;
      try {
        const accepted = await outbox.settle(batch);
        const lost = accepted.filter((isAccepted) => !isAccepted).length;
        // Their leases ended before they were settled: the next claimant sends them again. Or an
        // earlier attempt settled them, and its answer was lost.
        if (lost > 0)
          logger.warn({ reports: lost }, 'reports were claimed again, or settled, before');
        underWay = 0;
        onSettled();
      } catch {
        waiting = [...batch, ...waiting];
        underWay = 0;
        if (performance.now() >= giveUpAt) return;
        await delay(retryMilliseconds);
      }
    }
  }

  function start(): void {
    running ??= run().finally(() => {
      running = undefined;
    });
  }

  async function finish(): Promise<void> {
    while (running) await running;
  }

  return {
    get size() {
      return waiting.length + underWay;
    },
    push(settlement) {
      waiting.push(settlement);
      if (isReady()) stopGathering?.();
      start();
    },
    async drain(milliseconds) {
      giveUpAt = performance.now() + milliseconds;
      stopGathering?.();
      await withTimeLimit(finish, { milliseconds }).catch(() => {});
    },
  };
}
