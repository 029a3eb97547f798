import { isAppointmentTransition } from '@sas-sos/appointments';
import type { Appointment, AppointmentChange } from './appointment.js';

/** The result of checking a change before it is written; `same`: nothing would change. */
export type ChangeJudgement = 'possible' | 'same' | 'impossible' | 'effector-missing';

/** Judges whether a change of an appointment is possible. */
export function judgeChange(before: Appointment, change: AppointmentChange): ChangeJudgement {
  const { status, effector } = before;
  switch (change.kind) {
    case 'status': {
      if (!isAppointmentTransition(status, change.status)) return 'impossible';
      const after = change.effector ?? effector;
      if (change.status === 'fulfilled' && after === null) return 'effector-missing';
      return status === change.status && after === effector ? 'same' : 'possible';
    }
    case 'effector':
      if (!isOpen(before)) return 'impossible';
      return effector === change.effector ? 'same' : 'possible';
    case 'reschedule':
      // `same` is detected later, with the slot locked: an import may have moved the slot.
      return isOpen(before) ? 'possible' : 'impossible';
  }
}

/** Whether an appointment holds a slot, at the slot's current time. */
export function isAt(
  { slotId, startsAt, endsAt }: Appointment,
  slot: { readonly id: string; readonly startsAt: number; readonly endsAt: number },
): boolean {
  return slotId === slot.id && startsAt === slot.startsAt && endsAt === slot.endsAt;
}

/** Whether an appointment is still open: it holds its slot. */
export function isOpen({ status }: Pick<Appointment, 'status'>): boolean {
  return status === 'pending' || status === 'booked';
}

/** Returns an appointment after a change; the change must be possible. */
export function applyChange(
  before: Appointment,
  change: AppointmentChange,
  {
    now,
    slot,
  }: {
    readonly now: number;
    /** The slot that the appointment is moved to. */
    readonly slot?:
      | { readonly id: string; readonly startsAt: number; readonly endsAt: number }
      | undefined;
  },
): Appointment {
  const changed = { ...before, changedAt: now };
  if (slot) return { ...changed, slotId: slot.id, startsAt: slot.startsAt, endsAt: slot.endsAt };
  if (change.kind === 'effector') {
    return { ...changed, status: 'booked', effector: change.effector };
  }
  if (change.kind === 'reschedule') throw new Error('Rescheduling needs the new slot');
  return { ...changed, status: change.status, effector: change.effector ?? before.effector };
}
