import { type Check, checkRules } from '../rule/check.js';
import { answerRules } from '../rules/answer/answer-rules.js';
import type { SearchAnswer } from '../rules/answer/search-answer.js';
import { slotsDuration } from '../rules/answer/slots-duration.js';
import { bundleRules } from '../rules/bundle/bundle-rules.js';
import { linkRules } from '../rules/link/link-rules.js';
import type { SlotSearch } from '../rules/slots/slot-answer.js';
import { slotRules } from '../rules/slots/slot-rules.js';
import { structureRules } from '../rules/structure/structure-rules.js';

/** Checks an answer to INT_SOS1: rules 4 to 16 of the certification. */
export function checkSlotAnswer(
  answer: SearchAnswer & { readonly query: SlotSearch },
): readonly Check[] {
  const { call, set, query } = answer;
  const first = checkRules([...answerRules, slotsDuration], answer);
  if (!set) return first;
  const read = { call, set, query };
  return [
    ...first,
    ...checkRules([...linkRules, ...bundleRules, ...structureRules, ...slotRules], read),
  ];
}
