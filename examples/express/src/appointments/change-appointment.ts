import { isAppointmentTransition } from '@sas-sos/appointments';
import type { Consultation } from '@sas-sos/core';
import type { Appointment, AppointmentChange } from './appointment.js';
import { toKind } from './to-kind.js';

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
    case 'consultation':
      if (!isOpen(before)) return 'impossible';
      return before.consultation === change.consultation ? 'same' : 'possible';
    case 'reschedule':
      // `same` is detected later, with the slot locked: an import may have moved the slot.
      return isOpen(before) ? 'possible' : 'impossible';
  }
}

/** A free slot, and the kinds of consultation that it offers. */
interface OfferedSlot extends Omit<NewSlot, 'kind'> {
  readonly consultation: readonly Consultation[];
}

/** The slot that an appointment is moved to, and the kind of consultation that it has there. */
interface NewSlot {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly kind: Consultation | null;
}

/** Whether an appointment holds a slot already, at the slot's current time, for the same kind. */
export function isAt(
  { slotId, startsAt, endsAt, consultation }: Appointment,
  slot: NewSlot,
): boolean {
  return (
    slotId === slot.id &&
    startsAt === slot.startsAt &&
    endsAt === slot.endsAt &&
    consultation === slot.kind
  );
}

/** Returns what an appointment holds once it is moved to a slot, if its kind is offered there. */
export function toNewSlot(
  before: Appointment,
  { consultation }: Extract<AppointmentChange, { readonly kind: 'reschedule' }>,
  { id, startsAt, endsAt, consultation: offered }: OfferedSlot,
): NewSlot | 'kind-not-offered' {
  const kind = toKind(consultation ?? before.consultation, offered);
  return kind === undefined ? 'kind-not-offered' : { id, startsAt, endsAt, kind };
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
    readonly slot?: NewSlot | undefined;
  },
): Appointment {
  const changed = { ...before, changedAt: now };
  if (slot) {
    const { id: slotId, startsAt, endsAt, kind: consultation } = slot;
    return { ...changed, slotId, startsAt, endsAt, consultation };
  }
  if (change.kind === 'consultation') return { ...changed, consultation: change.consultation };
  if (change.kind === 'effector') {
    return { ...changed, status: 'booked', effector: change.effector };
  }
  if (change.kind === 'reschedule') throw new Error('Rescheduling needs the new slot');
  return { ...changed, status: change.status, effector: change.effector ?? before.effector };
}
