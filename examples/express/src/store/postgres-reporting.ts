import type { Clock } from '@sas-sos/core';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import type { Pool } from 'pg';
import type { OpenOutbox } from './appointment-book.js';
import { withPatientPool } from './open-postgres-pool.js';
import { createPostgresAppointments } from './postgres-appointments.js';

/** Opens the outbox in the vendor's own database: it joins the transactions of the appointments. */
export async function openPostgresOutbox(
  pool: Pool,
  { clock }: { readonly clock: Clock },
): Promise<OpenOutbox> {
  await withPatientPool(pool, (patient) => createPostgresOutbox({ pool: patient }).migrate());
  const outbox = createPostgresOutbox({ pool });
  return {
    createReporting({ createReporter }) {
      const reporter = createReporter(outbox);
      return {
        book: createPostgresAppointments(pool, { clock, reporter }),
        reporter,
        start: () => reporter.start(),
        stop: () => reporter.stop(),
      };
    },
    // It has no resources except connections of the pool.
    async close() {},
  };
}
