import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { toFhirAppointment } from '@sas-sos/appointments';
import type { Clock, Logger } from '@sas-sos/core';
import type { SqliteOutbox } from '@sas-sos/outbox-sqlite';
import type { OpenOutbox } from './appointment-book.js';
import { createSqliteAppointments } from './sqlite-appointments.js';
import { createHandOver } from './sqlite-hand-over.js';

/** Combines the vendor's file and the outbox file. */
export function createSqliteReporting(
  database: DatabaseSyncInstance,
  {
    outbox,
    clock,
    logger,
  }: {
    readonly outbox: SqliteOutbox;
    readonly clock: Clock;
    readonly logger: Logger;
  },
): OpenOutbox {
  return {
    createReporting({ identifierSystem, createReporter }) {
      const reporter = createReporter(outbox);
      const handOver = createHandOver(database, { reporter, logger });
      const book = createSqliteAppointments(database, {
        clock,
        handOver,
        checkReport: (report) => void toFhirAppointment(report, { identifierSystem }),
      });
      return {
        book,
        reporter,
        start() {
          void handOver.run();
          reporter.start();
        },
        async stop() {
          await handOver.stop();
          await reporter.stop();
        },
      };
    },
    close: () => outbox.close(),
  };
}
