import type { VendorAnswer } from '../read/vendor-answer.js';
import { type Check, checkRules } from '../rule/check.js';
import type { RegulatorCallKind } from '../rules/regulators/regulator-answer.js';
import { regulatorRules } from '../rules/regulators/regulator-rules.js';

/** Checks an answer to INT_R02. */
export function checkRegulatorAnswer(
  call: VendorAnswer,
  kind: RegulatorCallKind,
): readonly Check[] {
  return checkRules(regulatorRules, { ...kind, call });
}
