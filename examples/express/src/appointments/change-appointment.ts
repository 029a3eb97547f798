import { isAppointmentTransition } from '@sas-sos/appointments';
import type { Appointment, AppointmentChange } from './appointment.js';

/** What is to be said of a change before anything is written; `same`: it is so already. */
export type ChangeJudgement = 'possible' | 'same' | 'impossible' | 'effector-missing';

/** Judges whether an appointment can be changed so. */
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
      // Whether it is there already is seen once the slot is taken: an import may have moved that.
      return isOpen(before) ? 'possible' : 'impossible';
  }
}

/** Whether an appointment has a slot, at the time of that. */
export function isAt(
  { slotId, startsAt, endsAt }: Appointment,
  slot: { readonly id: string; readonly startsAt: number; readonly endsAt: number },
): boolean {
  return slotId === slot.id && startsAt === slot.startsAt && endsAt === slot.endsAt;
}

/** Whether an appointment is still to come about: it holds its slot. */
export function isOpen({ status }: Pick<Appointment, 'status'>): boolean {
  return status === 'pending' || status === 'booked';
}

/** Gives an appointment after a change that is possible. */
export function applyChange(
  before: Appointment,
  change: AppointmentChange,
  {
    now,
    slot,
  }: {
    readonly now: number;
    /** The slot that it is moved to. */
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
  if (change.kind === 'reschedule') throw new Error('A slot is taken first');
  return { ...changed, status: change.status, effector: change.effector ?? before.effector };
}
