import type { Logger, Outbox } from '@sas-sos/core';
import type { PublishDelivery } from './delivery-event.js';

/** The upkeep of an outbox: purges, and the alarm. */
export interface Housekeeping {
  /** Ends it. */
  stop(): Promise<void>;
}

const purgeMilliseconds = 3_600_000;
const longestWatch = 60_000;

/** Starts to purge what was finished long ago, and to raise the alarm when something waits too long. */
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
    if (isLate) logger.error(fields, 'a report has waited for longer than the alarm allows');
    else logger.info(fields, 'no report waits for longer than the alarm allows any more');
  }

  async function purge(): Promise<void> {
    const reports = await outbox.purge({ olderThanMilliseconds: keepFinishedMilliseconds });
    if (reports > 0) logger.info({ reports }, 'reports finished long ago were purged');
  }

  function run(work: () => Promise<void>): void {
    underWay = underWay
      .then(work)
      .catch((err: unknown) => logger.error({ err }, 'the outbox could not be looked after'));
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
