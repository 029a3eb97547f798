import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { AppointmentReport, AppointmentReporter } from '@sas-sos/appointments';
import { isSasError, type Logger } from '@sas-sos/core';

/** Hands reports over to the outbox, which is in a file of its own. */
export interface HandOver {
  /** Writes a report down, in the transaction of what it reports. */
  add(report: AppointmentReport): void;
  /** Hands over what there is, in the order in which it was written; never rejects. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

const retryMilliseconds = 1000;

interface ReportRow {
  readonly id: number;
  readonly content: string;
}

/**
 * Two files cannot be written in one transaction. So a report is first written with its appointment,
 * then into the outbox, and forgotten here once the outbox has it: what a kill comes in between of is
 * handed over at the next start. Handed over twice it does no harm.
 */
export function createHandOver(
  database: DatabaseSyncInstance,
  {
    reporter,
    logger,
  }: { readonly reporter: Pick<AppointmentReporter, 'report'>; readonly logger: Logger },
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

  /** Hands the first one over; `false` when there is none, or the outbox cannot take it now. */
  async function handOverFirst(): Promise<boolean> {
    try {
      const row: ReportRow | undefined = findFirst.get();
      if (!row) return false;
      const refusal = await tellOutbox(row);
      if (refusal === undefined) removeOne.run(row.id);
      else refuseOne.run(row.id, refusal);
      return true;
    } catch (err) {
      logger.error({ err }, 'The outbox takes no reports for now: they wait in the store');
      retryLater();
      return false;
    }
  }

  /** Gives the code of a refusal, which the next attempt would get again. */
  async function tellOutbox({ content }: ReportRow): Promise<string | undefined> {
    try {
      await reporter.report(JSON.parse(content));
      return undefined;
    } catch (error) {
      if (!isSasError(error) || !error.code.startsWith('SAS_APPOINTMENT_')) throw error;
      // It was checked before it was written: one of the two files is out of a backup.
      logger.error({ code: error.code }, 'The outbox refused the report of an appointment');
      return error.code;
    }
  }

  function retryLater(): void {
    if (isStopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void run();
    }, retryMilliseconds);
    timer.unref();
  }

  async function handOverAll(): Promise<void> {
    while (await handOverFirst());
  }

  async function run(): Promise<void> {
    // What was written while another was handing over may have come too late for it.
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
    run,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
