import type { Logger } from '@sas-sos/core';
import { withTimeLimit } from '@sas-sos/fhir-http';
import type { PublishDelivery } from './delivery-event.js';
import type { OutboxCalls } from './outbox-calls.js';

/** Maintenance of an outbox: purges, and the alarm. */
export interface Housekeeping {
  /** Stops the maintenance; waits up to five seconds for a call in progress. */
  stop(): Promise<void>;
}

const purgeMilliseconds = 3_600_000;
const longestWatch = 60_000;
const shortestWatch = 100;
const stopMilliseconds = 5000;

/**
 * Starts to purge old finished reports, and to raise an alarm when a report waits too long, or when
 * nobody can say so because the outbox has not answered for as long.
 */
export function startHousekeeping({
  outbox,
  alarmMilliseconds,
  keepFinishedMilliseconds,
  logger,
  publish,
}: {
  /** Its calls end, and it logs their failures. */
  readonly outbox: Pick<OutboxCalls, 'count' | 'purge'>;
  readonly alarmMilliseconds: number;
  readonly keepFinishedMilliseconds: number;
  readonly logger: Logger;
  readonly publish: PublishDelivery;
}): Housekeeping {
  let isLate = false;
  let isStopped = false;
  let answeredAt = performance.now();
  let isUnanswered = false;
  let counting: Promise<void> | undefined;
  let purging: Promise<void> | undefined;

  function setLate(next: boolean, oldestWaitingMilliseconds: number, sentence: string): void {
    if (next === isLate || isStopped) return;
    isLate = next;
    publish('late', { isLate, oldestWaitingMilliseconds });
    logger[isLate ? 'error' : 'info']({ oldestWaitingMilliseconds }, sentence);
  }

  async function count(): Promise<void> {
    isUnanswered = true;
    try {
      const { oldestWaitingMilliseconds: oldest } = await outbox.count();
      isUnanswered = false;
      answeredAt = performance.now();
      const isOld = oldest > alarmMilliseconds;
      const sentence = isOld
        ? 'a report has waited longer than the alarm limit'
        : 'no report waits longer than the alarm limit any more';
      setLate(isOld, oldest, sentence);
    } catch {
      // The next look may have an answer.
    } finally {
      counting = undefined;
    }
  }

  /** Does not wait for the outbox: the alarm is raised on time even if that hangs. */
  function watch(): void {
    const silence = performance.now() - answeredAt;
    if (isUnanswered && silence > alarmMilliseconds) {
      const sentence =
        'the outbox has not answered for longer than the alarm limit: reports may be waiting';
      setLate(true, Math.round(silence), sentence);
    }
    counting ??= count();
  }

  async function purge(): Promise<void> {
    try {
      const reports = await outbox.purge({ olderThanMilliseconds: keepFinishedMilliseconds });
      if (reports > 0) logger.info({ reports }, 'old finished reports were purged');
    } catch {
      // The next one is in an hour.
    } finally {
      purging = undefined;
    }
  }

  function startPurge(): void {
    purging ??= purge();
  }

  const every = Math.min(Math.max(alarmMilliseconds / 4, shortestWatch), longestWatch);
  const timers = [setInterval(watch, every), setInterval(startPurge, purgeMilliseconds)];
  for (const timer of timers) timer.unref();
  startPurge();

  return {
    async stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      const finish = () => Promise.all([counting, purging]);
      await withTimeLimit(finish, { milliseconds: stopMilliseconds }).catch(() => {});
    },
  };
}
