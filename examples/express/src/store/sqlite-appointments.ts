import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { AppointmentReport } from '@sas-sos/appointments';
import type { Clock } from '@sas-sos/core';
import type { Appointment } from '../appointments/appointment.js';
import { whyUnbookable } from '../appointments/bookable-slot.js';
import { applyChange, isAt, judgeChange, toNewSlot } from '../appointments/change-appointment.js';
import { toKind } from '../appointments/to-kind.js';
import { toReport } from '../appointments/to-report.js';
import type { AppointmentBook } from './appointment-book.js';
import {
  type AppointmentRow,
  appointmentColumns,
  appointmentOrders,
  toAppointment,
  toAppointmentValues,
} from './appointment-row.js';
import { findCurrentState } from './find-current-state.js';
import { newAppointment } from './new-appointment.js';
import type { HandOver } from './sqlite-hand-over.js';
import type { StoredSlot } from './store.js';
import { type StoredSlotRow, toStoredSlot } from './stored-slot-row.js';

const listed = `FROM appointment
  WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR starts_at >= ?2)
    AND (?3 IS NULL OR starts_at < ?3) AND (?4 IS NULL OR place_id = ?4)
    AND (?5 IS NULL OR account_id IN (SELECT value FROM json_each(?5)))`;

/** Creates the appointment book in SQLite, where write transactions are serial. */
export function createSqliteAppointments(
  database: DatabaseSyncInstance,
  {
    clock,
    handOver,
    checkReport,
  }: {
    readonly clock: Clock;
    readonly handOver: Pick<HandOver, 'add' | 'run'>;
    /** Throws on a report that would be refused: it must not be refused once it is written. */
    readonly checkReport: (report: AppointmentReport) => void;
  },
): AppointmentBook {
  const findOne = database.prepare(`SELECT ${appointmentColumns} FROM appointment WHERE id = ?`);
  const countListed = database.prepare(`SELECT count(*) AS total ${listed}`);
  const listPage = (order: keyof typeof appointmentOrders) =>
    database.prepare(
      `SELECT ${appointmentColumns} ${listed}
       ORDER BY ${appointmentOrders[order]} LIMIT ?6 OFFSET ?7`,
    );
  const insertOne = database.prepare(
    `INSERT INTO appointment (${appointmentColumns})
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`,
  );
  const updateOne = database.prepare(
    `UPDATE appointment SET slot_id = ?2, starts_at = ?3, ends_at = ?4, status = ?5, effector = ?6,
       changed_at = ?7, consultation = ?8
     WHERE id = ?1`,
  );
  const correctOne = database.prepare(
    'UPDATE appointment SET effector = ?3 WHERE id = ?1 AND effector IS ?2',
  );
  const findSlot = database.prepare('SELECT * FROM slot WHERE id = ? AND place_id = ?');
  const bookSlot = database.prepare("UPDATE slot SET status = 'booked' WHERE id = ?");
  const freeSlot = database.prepare(
    `UPDATE slot SET status = 'free'
     WHERE id = ?1 AND place_id = ?2 AND status = 'booked' AND starts_at < ?4 AND ends_at > ?3`,
  );
  const findHeld = database.prepare(
    `SELECT ${appointmentColumns} FROM appointment
     WHERE slot_id = ? AND place_id = ? AND account_id = ? AND status IN ('pending', 'booked')
     ORDER BY taken_at DESC LIMIT 1`,
  );
  const findCurrent = database.prepare(findCurrentState('?1', '?2'));
  const findAccount = database.prepare('SELECT active FROM regulator_account WHERE id = ?');

  /** Runs `work` in one transaction, rolled back unless its outcome is `done`. */
  function write<Outcome extends { readonly outcome: string }>(work: () => Outcome): Outcome {
    // Flushed before the answer, unlike other writes: a power cut must not undo an appointment.
    database.exec('PRAGMA synchronous = FULL');
    try {
      database.exec('BEGIN IMMEDIATE');
      const outcome = work();
      database.exec(outcome.outcome === 'done' ? 'COMMIT' : 'ROLLBACK');
      return outcome;
    } finally {
      if (database.isTransaction) database.exec('ROLLBACK');
      database.exec('PRAGMA synchronous = NORMAL');
    }
  }

  function takeSlot(slotId: string, placeId: string): StoredSlot | undefined {
    const row: StoredSlotRow | undefined = findSlot.get(slotId, placeId);
    const slot = row && toStoredSlot(row);
    if (!slot || whyUnbookable(slot, clock.now())) return undefined;
    bookSlot.run(slotId);
    return slot;
  }

  function addReport(appointment: Appointment): void {
    const { regulator, placeId } = appointment;
    const report = toReport(appointment, findCurrent.get(regulator.accountId, placeId));
    checkReport(report);
    handOver.add(report);
  }

  return {
    async find(id) {
      const row: AppointmentRow | undefined = findOne.get(id);
      return row && toAppointment(row);
    },

    async list({ offset, limit, order = 'taking', ...query }) {
      const { status = null, from = null, to = null, placeId = null, accountIds = null } = query;
      const values = [status, from, to, placeId, accountIds && JSON.stringify(accountIds)];
      const rows: AppointmentRow[] = listPage(order).all(...values, limit, offset);
      const { total } = countListed.get(...values);
      return { total, appointments: rows.map(toAppointment) };
    },

    async take(taking) {
      const outcome = write(() => {
        if (findAccount.get(taking.regulator.id)?.active !== 1) {
          return { outcome: 'regulator-disabled' } as const;
        }
        const slot = takeSlot(taking.slotId, taking.placeId);
        if (!slot) {
          const { slotId, placeId, regulator } = taking;
          const held: AppointmentRow | undefined = findHeld.get(slotId, placeId, regulator.id);
          return held
            ? ({ outcome: 'same', appointment: toAppointment(held) } as const)
            : ({ outcome: 'slot-taken' } as const);
        }
        const kind = toKind(taking.consultation ?? null, slot.consultation);
        if (kind === undefined) return { outcome: 'kind-not-offered' } as const;
        const appointment = newAppointment(taking, slot, { kind, now: clock.now() });
        insertOne.run(...toAppointmentValues(appointment, Number));
        addReport(appointment);
        return { outcome: 'done', appointment } as const;
      });
      await handOver.run();
      return outcome;
    },

    async change(id, change) {
      const outcome = write(() => {
        const row: AppointmentRow | undefined = findOne.get(id);
        if (!row) return { outcome: 'unknown' } as const;
        const before = toAppointment(row);
        const judgement = judgeChange(before, change);
        if (judgement !== 'possible') return { outcome: judgement } as const;
        const isMoved = change.kind === 'reschedule';
        if (isMoved || (change.kind === 'status' && change.status === 'cancelled')) {
          freeSlot.run(before.slotId, before.placeId, before.startsAt, before.endsAt);
        }
        const slot = isMoved ? takeSlot(change.slotId, before.placeId) : undefined;
        if (isMoved && !slot) return { outcome: 'slot-taken' } as const;
        const held = slot && isMoved ? toNewSlot(before, change, slot) : undefined;
        if (held === 'kind-not-offered') return { outcome: held } as const;
        if (held && isAt(before, held)) return { outcome: 'same' } as const;
        const appointment = applyChange(before, change, { now: clock.now(), slot: held });
        const { slotId, startsAt, endsAt, status, effector, changedAt, consultation } = appointment;
        updateOne.run(id, slotId, startsAt, endsAt, status, effector, changedAt, consultation);
        if (change.kind !== 'consultation') addReport(appointment);
        return { outcome: 'done', appointment } as const;
      });
      await handOver.run();
      return outcome;
    },

    async correctEffector(id, before, after) {
      correctOne.run(id, before, after);
    },
  };
}
