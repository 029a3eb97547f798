import { answerRules, durationRule, type SearchAnswer } from '../answer/answer-rules.js';
import { bundleRules } from '../bundle/bundle-rules.js';
import { linkRules } from '../bundle/link-rules.js';
import type { Check } from '../check.js';
import { checkRules } from '../rule.js';
import { structureRules } from '../structure/structure-rules.js';
import type { SlotSearch } from './slot-answer.js';
import { slotRules } from './slot-rules.js';
import { slotSetRules } from './slot-set-rules.js';

/** Checks an answer to INT_SOS1: rules 4 to 16 of the certification. */
export function checkSlotAnswer(
  answer: SearchAnswer & { readonly query: SlotSearch },
): readonly Check[] {
  const { call, set, query } = answer;
  const first = checkRules('slots', [...answerRules, durationRule], answer);
  if (!set) return first;
  const read = { call, set, query };
  return [
    ...first,
    ...checkRules('slots', [...linkRules, ...bundleRules, ...structureRules], read),
    ...checkRules('slots', [...slotSetRules, ...slotRules], read),
  ];
}
