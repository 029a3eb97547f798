import type { Check } from '../exchanges/exchange.js';
import type { SlotSearch } from '../vendor/vendor-client.js';
import { answerRules, durationRule, type SearchAnswer } from './answer-rules.js';
import { bundleRules } from './bundle-rules.js';
import { linkRules } from './link-rules.js';
import { checkRules } from './rule.js';
import { slotRules } from './slot-rules.js';
import { slotSetRules } from './slot-set-rules.js';
import { structureRules } from './structure-rules.js';

/** Looks at an answer to INT_SOS1: rules 4 to 16 of the certification. */
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
