import { randomUUID } from 'node:crypto';
import type { Appointment } from '../appointments/appointment.js';
import type { Taking } from './appointment-book.js';
import type { StoredSlot } from './store.js';

/** Creates the appointment of a slot that was just taken; no doctor is designated yet. */
export function newAppointment({ regulator }: Taking, slot: StoredSlot, now: number): Appointment {
  return {
    id: randomUUID(),
    slotId: slot.id,
    placeId: slot.placeId,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    status: 'pending',
    regulator: {
      accountId: regulator.id,
      nationalId: regulator.nationalId,
      technicalId: regulator.technicalId,
    },
    effector: null,
    takenAt: now,
    changedAt: now,
  };
}
