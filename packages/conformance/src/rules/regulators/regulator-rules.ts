import type { Rule } from '../../rule/rule.js';
import type { RegulatorAnswer } from './regulator-answer.js';
import { regulatorsContentType } from './regulators-content-type.js';
import { regulatorsLocation } from './regulators-location.js';
import { regulatorsOutcome } from './regulators-outcome.js';
import { regulatorsStatus } from './regulators-status.js';

/** Rules for every answer to INT_R02. */
export const regulatorRules: readonly Rule<RegulatorAnswer>[] = [
  regulatorsStatus,
  regulatorsLocation,
  regulatorsOutcome,
  regulatorsContentType,
];
