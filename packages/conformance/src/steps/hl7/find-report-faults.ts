import type { Appointment } from 'fhir/r4.js';
import { applyRule } from '../../rule/apply-rule.js';
import type { Rule } from '../../rule/rule.js';
import { appointmentRules } from '../../rules/appointments/appointment-rules.js';
import { findShapeFaults } from '../../rules/shape/find-shape-faults.js';

/** Names of our structural rules that fail on a report of an appointment. */
export function findReportFaults(resource: unknown): readonly string[] {
  if (findShapeFaults(resource, 'Appointment').length > 0) return ['appointments.structure'];
  return appointmentRules
    .filter(isOfProfile)
    .filter((rule) => applyRule(rule, resource as Appointment).verdict === 'failed')
    .map(({ id }) => id);
}

const isOfProfile = ({ level }: Rule<Appointment>) => level === 'official-fails';
