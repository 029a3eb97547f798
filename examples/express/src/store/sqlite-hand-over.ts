import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { AppointmentReport, AppointmentReporter } from '@sas-sos/appointments';
import { isSasError, type Logger } from '@sas-sos/core';

/** Hands reports over to the outbox, which is a separate file. */
export interface HandOver {
  /** Stores a report, in the transaction of the change that it reports. */
  add(report: AppointmentReport): void;
  /**
   * Hands over the stored reports in the order in which they were written; never rejects. Waits two
   * seconds at most: a report is safe where it is, and nobody waits for an outbox that hangs.
   */
  run(): Promise<void>;
  /** Stops; waits two seconds at most for the report that is being handed over. */
  stop(): Promise<void>;
}

interface ReportRow {
  readonly id: number;
  readonly content: string;
}

/**
 * Two files cannot be written in one transaction. So a report is first stored with its appointment,
 * then written to the outbox, then deleted here. If the process is killed in between, the report is
 * handed over at the next start; handing it over twice does no harm.
 */
export function createHandOver(
  database: DatabaseSyncInstance,
  {
    reporter,
    logger,
    retryMilliseconds = 1000,
    waitMilliseconds = 2000,
  }: {
    readonly reporter: Pick<AppointmentReporter, 'report'>;
    readonly logger: Logger;
    /** @defaultValue 1000 */
    readonly retryMilliseconds?: number;
    /** @defaultValue 2000 */
    readonly waitMilliseconds?: number;
  },
): HandOver {
  const insertOne = database.prepare('INSERT INTO unreported (content) VALUES (?)');
  const findFirst = database.prepare(
    'SELECT id, content FROM unreported WHERE refused IS NULL ORDER BY id LIMIT 1',
  );
  const removeOne = database.prepare('DELETE FROM unreported WHERE id = ?');
  const refuseOne = database.prepare('UPDATE unreported SET refused = ?2 WHERE id = ?1');
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isFailing = false;

  /** Hands over the first report; `false` if there is none, or the outbox fails now. */
  async function handOverFirst(): Promise<boolean> {
    try {
      const row: ReportRow | undefined = findFirst.get();
      if (!row) return false;
      const refusal = await writeToOutbox(row);
      if (isFailing) logger.info({}, 'The outbox works again');
      isFailing = false;
      if (refusal === undefined) removeOne.run(row.id);
      else refuseOne.run(row.id, refusal);
      return true;
    } catch (err) {
      // Once, not for each attempt.
      if (!isFailing) logger.error({ err }, 'The outbox failed: reports wait in the store');
      isFailing = true;
      retryLater();
      return false;
    }
  }

  /** Writes a report to the outbox; returns the code of a permanent refusal. */
  async function writeToOutbox({ content }: ReportRow): Promise<string | undefined> {
    try {
      await reporter.report(JSON.parse(content));
      return undefined;
    } catch (error) {
      if (!isSasError(error) || !error.code.startsWith('SAS_APPOINTMENT_')) throw error;
      // It was checked before it was stored: one of the two files was restored from a backup.
      logger.error({ code: error.code }, 'The outbox refused the report of an appointment');
      return error.code;
    }
  }

  function retryLater(): void {
    if (isStopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void runNext();
    }, retryMilliseconds);
    timer.unref();
  }

  async function handOverAll(): Promise<void> {
    while (!isStopped && (await handOverFirst()));
  }

  async function runNext(): Promise<void> {
    // The current run may have missed a report that was stored meanwhile.
    while (running) await running;
    if (isStopped || timer) return;
    running = handOverAll().finally(() => {
      running = undefined;
    });
    await running;
  }

  return {
    add(report) {
      insertOne.run(JSON.stringify(report));
    },
    run: () => waitBriefly(runNext(), waitMilliseconds),
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await waitBriefly(running, waitMilliseconds);
    },
  };
}

/** Waits until the work is done, or for a short time; the work goes on. */
async function waitBriefly(work: Promise<void> | undefined, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
