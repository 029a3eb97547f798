import type { Appointment } from 'fhir/r4.js';
import { type Check, checkRules } from '../rule/check.js';
import type { AppointmentContext } from '../rules/appointments/appointment-life.js';
import { appointmentsDuplicate } from '../rules/appointments/appointments-duplicate.js';
import { appointmentsOperatorKnown } from '../rules/appointments/appointments-operator-known.js';
import { appointmentsReopened } from '../rules/appointments/appointments-reopened.js';

/** Compares a valid report with what the platform already knows. */
export function checkAppointmentLife(
  appointment: Appointment,
  context: AppointmentContext,
): readonly Check[] {
  const rules = [appointmentsDuplicate, appointmentsOperatorKnown, appointmentsReopened];
  return checkRules(rules, { ...context, appointment });
}
