import type { StoredAppointmentReport } from '@sas-sos/appointments';
import type { Consultation, RegulatorAccount } from '@sas-sos/core';
import type { SignedIn } from '../pages/layout.js';
import type { StoredPlace, StoredSlot } from '../store/store.js';
import type { Appointment } from './appointment.js';
import type { MoveChoices } from './move-choices.js';

/** What the page of an appointment shows. */
export interface AppointmentPageContent {
  readonly appointment: Appointment;
  /** `undefined` when it is no longer in the agenda. */
  readonly place: StoredPlace | undefined;
  /** The slot that it holds; `undefined` when it is no longer in the agenda at this time. */
  readonly slot: StoredSlot | undefined;
  /** The kind of consultation, or those among which nobody has chosen yet. */
  readonly kinds: readonly Consultation[];
  readonly account: RegulatorAccount | undefined;
  /** `undefined` when they cannot be read at the moment. */
  readonly reports: readonly StoredAppointmentReport[] | undefined;
  readonly choices: MoveChoices;
  /** What was just done. */
  readonly notice: string | undefined;
  readonly signedIn: SignedIn;
  readonly isStaff: boolean;
}
