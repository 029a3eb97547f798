import type { AppointmentReporter } from '@sas-sos/appointments';
import type { Clock } from '@sas-sos/core';
import type { PostgresQueryable } from '@sas-sos/outbox-postgres';
import type { ClientBase, Pool } from 'pg';
import type { Appointment } from '../appointments/appointment.js';
import { whyUnbookable } from '../appointments/bookable-slot.js';
import { applyChange, isAt, judgeChange, toNewSlot } from '../appointments/change-appointment.js';
import { toKind } from '../appointments/to-kind.js';
import { type CurrentState, toReport } from '../appointments/to-report.js';
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
import { storedSlotColumns } from './postgres-slots.js';
import { inPostgresTransaction } from './postgres-transaction.js';
import type { StoredSlot } from './store.js';
import { type StoredSlotRow, toStoredSlot } from './stored-slot-row.js';

const listed = `FROM appointment
  WHERE ($1::text IS NULL OR status = $1) AND ($2::timestamptz IS NULL OR starts_at >= $2)
    AND ($3::timestamptz IS NULL OR starts_at < $3) AND ($4::text IS NULL OR place_id = $4)
    AND ($5::text[] IS NULL OR account_id = ANY($5))`;

// Excludes imports: one that read the appointment earlier would book the slot freed here again.
// A booking during an import waits for its end.
const waitForImport =
  "SELECT pg_advisory_xact_lock_shared(hashtextextended('sas-sos.agenda-import', 0))";

const bookSlot = `UPDATE slot SET status = 'booked'
  WHERE id = $1 AND place_id = $2 AND status = 'free' RETURNING ${storedSlotColumns}`;

const freeSlot = `UPDATE slot SET status = 'free'
  WHERE id = $1 AND place_id = $2 AND status = 'booked' AND starts_at < $4 AND ends_at > $3`;

const findHeld = `SELECT ${appointmentColumns} FROM appointment
  WHERE slot_id = $1 AND place_id = $2 AND account_id = $3 AND status IN ('pending', 'booked')
  ORDER BY taken_at DESC LIMIT 1`;

const insertAppointment = `INSERT INTO appointment (${appointmentColumns})
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

const updateAppointment = `UPDATE appointment
  SET slot_id = $2, starts_at = $3, ends_at = $4, status = $5, effector = $6, changed_at = $7,
    consultation = $8
  WHERE id = $1`;

const currentState = findCurrentState('$1::text', '$2::text');

/** Creates the appointment book in PostgreSQL: a change and its report are one transaction. */
export function createPostgresAppointments(
  pool: Pool,
  {
    clock,
    reporter,
  }: {
    readonly clock: Clock;
    readonly reporter: Pick<AppointmentReporter<PostgresQueryable>, 'report'>;
  },
): AppointmentBook {
  async function takeSlot(
    client: ClientBase,
    slotId: string,
    placeId: string,
  ): Promise<StoredSlot | undefined> {
    const { rows } = await client.query<StoredSlotRow>(bookSlot, [slotId, placeId]);
    const slot = rows[0] && toStoredSlot({ ...rows[0], status: 'free' });
    return slot && !whyUnbookable(slot, clock.now()) ? slot : undefined;
  }

  async function isActive(client: ClientBase, id: string): Promise<boolean> {
    const { rows } = await client.query<{ active: boolean }>(
      'SELECT active FROM regulator_account WHERE id = $1',
      [id],
    );
    return rows[0]?.active === true;
  }

  async function report(client: ClientBase, appointment: Appointment): Promise<void> {
    const { regulator, placeId } = appointment;
    const { rows } = await client.query<CurrentState>(currentState, [regulator.accountId, placeId]);
    await reporter.report(toReport(appointment, rows[0] as CurrentState), { transaction: client });
  }

  return {
    async find(id) {
      const { rows } = await pool.query<AppointmentRow>(
        `SELECT ${appointmentColumns} FROM appointment WHERE id = $1`,
        [id],
      );
      return rows[0] && toAppointment(rows[0]);
    },

    async list({ offset, limit, order = 'taking', ...query }) {
      const { status = null, from = null, to = null, placeId = null, accountIds = null } = query;
      const values = [status, toDate(from), toDate(to), placeId, accountIds];
      const [count, page] = await Promise.all([
        pool.query<{ total: number }>(`SELECT count(*)::integer AS total ${listed}`, values),
        pool.query<AppointmentRow>(
          `SELECT ${appointmentColumns} ${listed}
           ORDER BY ${appointmentOrders[order]} LIMIT $6 OFFSET $7`,
          [...values, limit, offset],
        ),
      ]);
      return { total: count.rows[0]?.total ?? 0, appointments: page.rows.map(toAppointment) };
    },

    take: (taking) =>
      write(pool, async (client) => {
        if (!(await isActive(client, taking.regulator.id))) {
          return { outcome: 'regulator-disabled' } as const;
        }
        const slot = await takeSlot(client, taking.slotId, taking.placeId);
        if (!slot) {
          const { slotId, placeId, regulator } = taking;
          const values = [slotId, placeId, regulator.id];
          const { rows } = await client.query<AppointmentRow>(findHeld, values);
          return rows[0]
            ? ({ outcome: 'same', appointment: toAppointment(rows[0]) } as const)
            : ({ outcome: 'slot-taken' } as const);
        }
        const kind = toKind(taking.consultation ?? null, slot.consultation);
        if (kind === undefined) return { outcome: 'kind-not-offered' } as const;
        const appointment = newAppointment(taking, slot, { kind, now: clock.now() });
        await client.query(insertAppointment, [...toAppointmentValues(appointment, toDate)]);
        await report(client, appointment);
        return { outcome: 'done', appointment } as const;
      }),

    change: (id, change) =>
      write(pool, async (client) => {
        const { rows } = await client.query<AppointmentRow>(
          `SELECT ${appointmentColumns} FROM appointment WHERE id = $1 FOR UPDATE`,
          [id],
        );
        if (!rows[0]) return { outcome: 'unknown' } as const;
        const before = toAppointment(rows[0]);
        const judgement = judgeChange(before, change);
        if (judgement !== 'possible') return { outcome: judgement } as const;
        const isMoved = change.kind === 'reschedule';
        if (isMoved || (change.kind === 'status' && change.status === 'cancelled')) {
          const interval = [toDate(before.startsAt), toDate(before.endsAt)];
          await client.query(freeSlot, [before.slotId, before.placeId, ...interval]);
        }
        const slot = isMoved ? await takeSlot(client, change.slotId, before.placeId) : undefined;
        if (isMoved && !slot) return { outcome: 'slot-taken' } as const;
        const held = slot && isMoved ? toNewSlot(before, change, slot) : undefined;
        if (held === 'kind-not-offered') return { outcome: held } as const;
        if (held && isAt(before, held)) return { outcome: 'same' } as const;
        const appointment = applyChange(before, change, { now: clock.now(), slot: held });
        const { slotId, startsAt, endsAt, status, effector, changedAt, consultation } = appointment;
        await client.query(updateAppointment, [
          ...[id, slotId, toDate(startsAt), toDate(endsAt), status, effector, toDate(changedAt)],
          consultation,
        ]);
        if (change.kind !== 'consultation') await report(client, appointment);
        return { outcome: 'done', appointment } as const;
      }),

    async correctEffector(id, before, after) {
      await pool.query(
        'UPDATE appointment SET effector = $3 WHERE id = $1 AND effector IS NOT DISTINCT FROM $2',
        [id, before, after],
      );
    },
  };
}

/** Runs `work` in one transaction, rolled back unless its outcome is `done`. */
function write<Outcome extends { readonly outcome: string }>(
  pool: Pool,
  work: (client: ClientBase) => Promise<Outcome>,
): Promise<Outcome> {
  return inPostgresTransaction(
    pool,
    async (client) => {
      await client.query(waitForImport);
      return work(client);
    },
    ({ outcome }) => outcome === 'done',
  );
}

function toDate(epoch: number): Date;
function toDate(epoch: number | null): Date | null;
function toDate(epoch: number | null): Date | null {
  return epoch === null ? null : new Date(epoch);
}
