import { randomUUID } from 'node:crypto';
import type { Consultation } from '@sas-sos/core';
import type { Appointment } from '../appointments/appointment.js';
import type { Taking } from './appointment-book.js';
import type { StoredSlot } from './store.js';

/** Creates the appointment of a slot that was just taken; no doctor is designated yet. */
export function newAppointment(
  { regulator }: Taking,
  slot: StoredSlot,
  { kind, now }: { readonly kind: Consultation | null; readonly now: number },
): Appointment {
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
    consultation: kind,
    takenAt: now,
    changedAt: now,
  };
}
