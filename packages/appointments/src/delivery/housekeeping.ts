import type { Logger, Outbox } from '@sas-sos/core';
import type { PublishDelivery } from './delivery-event.js';

/** Maintenance of an outbox: purges, and the alarm. */
export interface Housekeeping {
  /** Stops the maintenance. */
  stop(): Promise<void>;
}

const purgeMilliseconds = 3_600_000;
const longestWatch = 60_000;

/** Starts to purge old finished reports, and to raise an alarm when a report waits too long. */
export function startHousekeeping({
  outbox,
  alarmMilliseconds,
  keepFinishedMilliseconds,
  logger,
  publish,
}: {
  readonly outbox: Pick<Outbox<never>, 'count' | 'purge'>;
  readonly alarmMilliseconds: number;
  readonly keepFinishedMilliseconds: number;
  readonly logger: Logger;
  readonly publish: PublishDelivery;
}): Housekeeping {
  let isLate = false;
  let underWay: Promise<void> = Promise.resolve();

  async function watch(): Promise<void> {
    const { oldestWaitingMilliseconds } = await outbox.count();
    if (oldestWaitingMilliseconds > alarmMilliseconds === isLate) return;
    isLate = !isLate;
    publish('late', { isLate, oldestWaitingMilliseconds });
    const fields = { oldestWaitingMilliseconds };
    if (isLate) logger.error(fields, 'a report has waited longer than the alarm limit');
    else logger.info(fields, 'no report waits longer than the alarm limit any more');
  }

  async function purge(): Promise<void> {
    const reports = await outbox.purge({ olderThanMilliseconds: keepFinishedMilliseconds });
    if (reports > 0) logger.info({ reports }, 'old finished reports were purged');
  }

  function run(work: () => Promise<void>): void {
    underWay = underWay
      .then(work)
      .catch((err: unknown) => logger.error({ err }, 'the maintenance of the outbox failed'));
  }

  const every = Math.min(alarmMilliseconds, longestWatch);
  const timers = [
    setInterval(() => run(watch), every),
    setInterval(() => run(purge), purgeMilliseconds),
  ];
  for (const timer of timers) timer.unref();
  run(purge);

  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await underWay;
    },
  };
}
