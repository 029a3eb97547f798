import type { Appointment } from 'fhir/r4.js';
import { type Check, checkRules, toSeverity } from '../rule/check.js';
import type { IssueCode } from '../rule/fault.js';
import { appointmentRules } from '../rules/appointments/appointment-rules.js';
import { appointmentsStructure } from '../rules/appointments/appointments-structure.js';

/** Something wrong with a report, for an OperationOutcome. */
export interface ReportIssue {
  readonly code: IssueCode;
  /** Where, as a FHIRPath expression; absent if it is not in the body. */
  readonly expression?: string | undefined;
  /** What is wrong, in French, without any data of the report. */
  readonly text: string;
}

/** The result of checking a report. */
export interface AppointmentAssessment {
  readonly checks: readonly Check[];
  /** 400: it cannot be read as FHIR. 422: it breaks a rule of the flow. */
  readonly refusal: { readonly status: 400 | 422; readonly issues: readonly ReportIssue[] } | null;
}

/** Checks the body of a report: its structure, then, if that is valid, every rule of the flow. */
export function checkAppointment(body: unknown): AppointmentAssessment {
  const first = checkRules([appointmentsStructure], body);
  const structure = appointmentsStructure.find(body).map(toIssue);
  if (structure.length > 0) {
    return { checks: first, refusal: { status: 400, issues: structure } };
  }
  const appointment = body as Appointment;
  const issues = appointmentRules
    .filter(({ level }) => toSeverity(level) === 'error')
    .flatMap((rule) => rule.find(appointment).map(toIssue));
  const checks = [...first, ...checkRules(appointmentRules, appointment)];
  return { checks, refusal: issues.length > 0 ? { status: 422, issues } : null };
}

function toIssue(fault: ReturnType<(typeof appointmentsStructure)['find']>[number]): ReportIssue {
  const { code = 'value', element, text } = fault;
  return { code, expression: element, text: text?.fr ?? '' };
}
