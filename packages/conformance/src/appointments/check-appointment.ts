import type { Appointment } from 'fhir/r4.js';
import type { Check } from '../check.js';
import { appointmentRules } from './appointment-rules.js';
import { checkAppointmentShape } from './check-appointment-shape.js';
import type { Finding } from './finding.js';

/** The result of checking a report. */
export interface AppointmentAssessment {
  readonly checks: readonly Check[];
  /** 400: it cannot be read as FHIR. 422: it breaks a rule of the flow. */
  readonly refusal: { readonly status: 400 | 422; readonly findings: readonly Finding[] } | null;
}

/** Checks the body of a report: its structure, then, if that is valid, every rule of the flow. */
export function checkAppointment(body: unknown): AppointmentAssessment {
  const structure = checkAppointmentShape(body);
  const checks = [
    toCheck({
      rule: 'appointments.structure',
      severity: 'error',
      right: 'La ressource est un Appointment de FHIR R4 bien formé.',
      findings: structure,
    }),
  ];
  if (structure.length > 0) {
    return { checks, refusal: { status: 400, findings: structure } };
  }
  const errors: Finding[] = [];
  for (const { check, ...rule } of appointmentRules) {
    const findings = check(body as Appointment);
    checks.push(toCheck({ ...rule, findings }));
    if (rule.severity === 'error') errors.push(...findings);
  }
  return { checks, refusal: errors.length > 0 ? { status: 422, findings: errors } : null };
}

function toCheck(rule: {
  readonly rule: string;
  readonly severity: Check['severity'];
  readonly right: string;
  readonly findings: readonly Finding[];
}): Check {
  const { severity, right, findings } = rule;
  const message = findings
    .map(({ text, expression }) => (expression ? `${text} (${expression})` : text))
    .join(' ');
  return {
    rule: rule.rule,
    severity,
    passed: findings.length === 0,
    message: findings.length === 0 ? right : message,
  };
}
