import { applyRule } from '../../rule/apply-rule.js';
import type { Rule } from '../../rule/rule.js';
import type { SearchAnswer } from '../../rules/answer/search-answer.js';
import { slotsBundle } from '../../rules/answer/slots-bundle.js';
import { bundleRules } from '../../rules/bundle/bundle-rules.js';
import { slotsSingleLink } from '../../rules/link/slots-single-link.js';
import type { SlotAnswer } from '../../rules/slots/slot-answer.js';
import { slotsAppointmentType } from '../../rules/slots/slots-appointment-type.js';
import { slotsConsultations } from '../../rules/slots/slots-consultations.js';
import { slotsFree } from '../../rules/slots/slots-free.js';
import { slotsInstants } from '../../rules/slots/slots-instants.js';
import { slotsModes } from '../../rules/slots/slots-modes.js';
import { slotsReferences } from '../../rules/slots/slots-references.js';
import { slotsTotalThere } from '../../rules/slots/slots-total-there.js';
import { slotsTypes } from '../../rules/slots/slots-types.js';
import { structureRules } from '../../rules/structure/structure-rules.js';

/** Rules that say the same as the profiles, or more. */
const structural: readonly Rule<SlotAnswer>[] = [
  ...bundleRules,
  ...structureRules.filter(({ level }) => level === 'official-fails'),
  slotsSingleLink,
  slotsTotalThere,
  slotsModes,
  slotsReferences,
  slotsFree,
  slotsInstants,
  slotsTypes,
  slotsAppointmentType,
  slotsConsultations,
];

/** Names of our structural rules that fail on an answer to a slot search. */
export function findStructuralFaults(answer: SlotAnswer): readonly string[] {
  const whole = [slotsBundle].filter((rule: Rule<SearchAnswer>) => fails(rule, answer));
  const parts = structural.filter((rule) => fails(rule, answer));
  return [...whole, ...parts].map(({ id }) => id);
}

const fails = <Subject>(rule: Rule<Subject>, subject: Subject) =>
  applyRule(rule, subject).verdict === 'failed';
