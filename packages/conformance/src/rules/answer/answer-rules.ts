import type { Rule } from '../../rule/rule.js';
import type { SearchAnswer } from './search-answer.js';
import { slotsBundle } from './slots-bundle.js';
import { slotsContentType } from './slots-content-type.js';
import { slotsOutcome } from './slots-outcome.js';
import { slotsStatus } from './slots-status.js';

/** Rules for the answer to a search as a whole, whatever its content. */
export const answerRules: readonly Rule<SearchAnswer>[] = [
  slotsStatus,
  slotsContentType,
  slotsBundle,
  slotsOutcome,
];
