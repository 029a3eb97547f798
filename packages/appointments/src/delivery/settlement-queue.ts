import { setTimeout as delay } from 'node:timers/promises';
import type { Logger, Outbox, OutboxSettlement } from '@sas-sos/core';

/** Settles reports, those that come while others are being settled all at once. */
export interface SettlementQueue {
  /** How many are not settled yet. */
  readonly size: number;
  /** Settles a report, as soon as can be. */
  push(settlement: OutboxSettlement): void;
  /** Resolves once everything is settled, or when that fails for longer than that. */
  drain(milliseconds: number): Promise<void>;
}

const retryMilliseconds = 250;

/** Creates a queue that goes on trying for as long as the outbox fails. */
export function createSettlementQueue({
  outbox,
  logger,
  onSettled,
}: {
  readonly outbox: Pick<Outbox, 'settle'>;
  readonly logger: Logger;
  /** Called after some were settled: what comes after them may be due. */
  readonly onSettled: () => void;
}): SettlementQueue {
  let waiting: OutboxSettlement[] = [];
  let underWay = 0;
  let running: Promise<void> | undefined;
  let giveUpAt = Number.POSITIVE_INFINITY;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      underWay = batch.length;
      try {
        const heeded = await outbox.settle(batch);
        const lost = heeded.filter((isHeeded) => !isHeeded).length;
        // Its lease ended before it was settled; whoever has it now sends it again.
        if (lost > 0)
          logger.warn({ reports: lost }, 'reports were claimed anew before they settled');
        underWay = 0;
        onSettled();
      } catch (err) {
        waiting = [...batch, ...waiting];
        underWay = 0;
        logger.error({ err }, 'the outbox could not be told what became of some reports');
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

  return {
    get size() {
      return waiting.length + underWay;
    },
    push(settlement) {
      waiting.push(settlement);
      start();
    },
    async drain(milliseconds) {
      giveUpAt = performance.now() + milliseconds;
      while (running) await running;
      giveUpAt = Number.POSITIVE_INFINITY;
    },
  };
}
