import type { Consultation } from '@sas-sos/core';
import type { Appointment } from '../appointments/appointment.js';
import type { AppointmentListQuery } from './appointment-book.js';

/** Columns of an appointment, in the order of {@link toAppointmentValues}. */
export const appointmentColumns = [
  'id',
  'slot_id',
  'place_id',
  'starts_at',
  'ends_at',
  'status',
  'account_id',
  'national_id',
  'technical_id',
  'effector',
  'taken_at',
  'changed_at',
  'consultation',
].join(', ');

/** The order of a list of appointments. */
export const appointmentOrders: Readonly<
  Record<NonNullable<AppointmentListQuery['order']>, string>
> = {
  taking: 'taken_at DESC, id',
  start: 'starts_at, id',
  'start-descending': 'starts_at DESC, id',
};

/** A row of `appointment`: instants are milliseconds in SQLite, dates in PostgreSQL. */
export interface AppointmentRow {
  readonly id: string;
  readonly slot_id: string;
  readonly place_id: string;
  readonly starts_at: number | Date;
  readonly ends_at: number | Date;
  readonly status: Appointment['status'];
  readonly account_id: string;
  readonly national_id: string | null;
  readonly technical_id: string | null;
  readonly effector: string | null;
  readonly taken_at: number | Date;
  readonly changed_at: number | Date;
  readonly consultation: Consultation | null;
}

export function toAppointment(row: AppointmentRow): Appointment {
  return {
    id: row.id,
    slotId: row.slot_id,
    placeId: row.place_id,
    startsAt: Number(row.starts_at),
    endsAt: Number(row.ends_at),
    status: row.status,
    regulator: {
      accountId: row.account_id,
      nationalId: row.national_id,
      technicalId: row.technical_id,
    },
    effector: row.effector,
    takenAt: Number(row.taken_at),
    consultation: row.consultation,
    changedAt: Number(row.changed_at),
  };
}

/** Returns the values of `appointmentColumns`. */
export function toAppointmentValues<Instant>(
  { regulator, ...appointment }: Appointment,
  toInstant: (epoch: number) => Instant,
): readonly (string | Instant | null)[] {
  const { id, slotId, placeId, startsAt, endsAt, status, effector } = appointment;
  const { accountId, nationalId, technicalId } = regulator;
  return [
    ...[id, slotId, placeId, toInstant(startsAt), toInstant(endsAt), status],
    ...[accountId, nationalId, technicalId, effector],
    ...[toInstant(appointment.takenAt), toInstant(appointment.changedAt)],
    appointment.consultation,
  ];
}
