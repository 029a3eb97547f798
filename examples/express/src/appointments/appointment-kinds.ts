import type { Consultation } from '@sas-sos/core';
import type { StoredSlot } from '../store/store.js';
import type { Appointment } from './appointment.js';

/** The kind of an appointment; several are those of its slot, among which nobody has chosen. */
export function kindsOf(
  { consultation }: Appointment,
  slot: StoredSlot | undefined,
): readonly Consultation[] {
  return consultation === null ? (slot?.consultation ?? []) : [consultation];
}
