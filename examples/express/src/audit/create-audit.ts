import { channel } from 'node:diagnostics_channel';
import type { DeliveredReport } from '@sas-sos/appointments';
import type { AuditTrail, Clock, Logger } from '@sas-sos/core';
import { createFhirAuditTrail } from '@sas-sos/gateway';
import type { AuditRecord, AuditTable } from '../store/audit-table.js';
import {
  type Actor,
  type AppointmentAction,
  toAppointmentRecord,
  toReportRecord,
  toSessionRecord,
} from './audit-record.js';

/**
 * Keeps who did what. A record that cannot be stored is logged, and what it is about goes on: a
 * patient waits at the other end. Your own policy may be another.
 */
export interface Audit {
  /** Every exchange with the platform, which is also a line of the log. */
  readonly trail: AuditTrail;
  recordSession(what: 'login' | 'logout', actor: Actor): Promise<void>;
  recordAppointment(
    what: { readonly action: AppointmentAction; readonly id: string },
    actor: Actor,
  ): Promise<void>;
  /** Records what becomes of reports to the platform, until the returned function is called. */
  watchReports(): () => void;
}

const day = 86_400_000;

export function createAudit(options: {
  readonly table: AuditTable;
  /** Name of this system in the records. */
  readonly observer: string;
  readonly clock: Clock;
  readonly logger: Logger;
}): Audit {
  const { table, observer, clock, logger } = options;
  let cleanedAt = Number.NEGATIVE_INFINITY;

  async function store(record: AuditRecord, actor?: Actor): Promise<void> {
    const accountId = actor?.kind === 'regulator' ? actor.account.id : null;
    try {
      const now = clock.now();
      await table.append({ recordedAt: Date.parse(record.recorded), accountId, record });
      if (now - cleanedAt < day) return;
      cleanedAt = now;
      await table.removeOld(now);
    } catch (err) {
      logger.error({ err }, 'The audit could not be written');
    }
  }

  const recording = () => ({ recordedAt: clock.now(), observer });

  const kept = createFhirAuditTrail({ observer, store: (record) => store(record) });

  return {
    trail: {
      record(event) {
        logger.info(event, 'An exchange with the platform');
        return kept.record(event);
      },
    },
    recordSession: (what, actor) => store(toSessionRecord(what, actor, recording()), actor),
    recordAppointment: (what, actor) => store(toAppointmentRecord(what, actor, recording()), actor),
    watchReports() {
      const record = (isDelivered: boolean) => (event: unknown) => {
        const { appointment } = event as DeliveredReport;
        void store(toReportRecord({ id: appointment, isDelivered }, recording()));
      };
      const delivered = channel('sas-sos.appointments.delivered');
      const keptAside = channel('sas-sos.appointments.kept-aside');
      const [onDelivered, onKeptAside] = [record(true), record(false)];
      delivered.subscribe(onDelivered);
      keptAside.subscribe(onKeptAside);
      return () => {
        delivered.unsubscribe(onDelivered);
        keptAside.unsubscribe(onKeptAside);
      };
    },
  };
}
