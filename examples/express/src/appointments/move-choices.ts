import type { Consultation } from '@sas-sos/core';
import type { StoredSlot } from '../store/store.js';
import type { Appointment } from './appointment.js';
import { whyUnbookable } from './bookable-slot.js';

const week = 7 * 86_400_000;
/** Slots offered of each group. */
const mostChoices = 60;

/** The slots that an appointment can be moved to, the nearest to its present time first. */
export interface MoveChoices {
  /** Those that offer the same kind of consultation. */
  readonly same: readonly StoredSlot[];
  /** Those that would change it. */
  readonly other: readonly StoredSlot[];
}

/** Returns the window in which slots are offered: a week before the appointment to a week after. */
export function toMoveWindow({ startsAt }: Appointment, now: number) {
  return { from: Math.max(now, startsAt - week), to: Math.max(now, startsAt) + week };
}

/** Sorts the bookable slots of a place for moving an appointment that has one of these kinds. */
export function toMoveChoices(
  appointment: Appointment,
  kinds: readonly Consultation[],
  { slots, now }: { readonly slots: readonly StoredSlot[]; readonly now: number },
): MoveChoices {
  const distanceOf = ({ startsAt }: StoredSlot) => Math.abs(startsAt - appointment.startsAt);
  const free = slots
    .filter((slot) => !whyUnbookable(slot, now))
    .sort(
      (first, second) => distanceOf(first) - distanceOf(second) || first.startsAt - second.startsAt,
    );
  const isSame = ({ consultation }: StoredSlot) =>
    consultation.some((kind) => kinds.includes(kind));
  return {
    same: free.filter(isSame).slice(0, mostChoices),
    other: free.filter((slot) => !isSame(slot)).slice(0, mostChoices),
  };
}
