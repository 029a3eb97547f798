import type { Appointment } from 'fhir/r4.js';
import type { Rule } from '../../rule/rule.js';
import { appointmentsCancelationReason } from './appointments-cancelation-reason.js';
import { appointmentsCreated } from './appointments-created.js';
import { appointmentsEffector } from './appointments-effector.js';
import { appointmentsIdentifier } from './appointments-identifier.js';
import { appointmentsNeedsAction } from './appointments-needs-action.js';
import { appointmentsOperator } from './appointments-operator.js';
import { appointmentsParticipants } from './appointments-participants.js';
import { appointmentsPatient } from './appointments-patient.js';
import { appointmentsPeriod } from './appointments-period.js';
import { appointmentsProfile } from './appointments-profile.js';
import { appointmentsStatus } from './appointments-status.js';
import { appointmentsUnexpectedElement } from './appointments-unexpected-element.js';

/** The rules of the profile `sas-sos-appointment` and of the guide, in the order of the guide. */
export const appointmentRules: readonly Rule<Appointment>[] = [
  appointmentsProfile,
  appointmentsIdentifier,
  appointmentsOperator,
  appointmentsStatus,
  appointmentsPeriod,
  appointmentsCreated,
  appointmentsParticipants,
  appointmentsEffector,
  appointmentsNeedsAction,
  appointmentsCancelationReason,
  appointmentsPatient,
  appointmentsUnexpectedElement,
];
