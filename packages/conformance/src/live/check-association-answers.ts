import type { SearchSet } from '../read/search-set/search-set.js';
import { type Check, checkRules } from '../rule/check.js';
import type { SearchAnswer } from '../rules/answer/search-answer.js';
import {
  associationRules,
  listAnswerRules,
  placeRules,
} from '../rules/associations/association-rules.js';

/** Checks the list of associations of INT_SOS-transco. */
export function checkAssociationAnswer(answer: SearchAnswer): readonly Check[] {
  const { call, set } = answer;
  const first = checkRules(listAnswerRules, answer);
  return set ? [...first, ...checkRules(associationRules, { call, set })] : first;
}

/** Checks the list of places of INT_SOS-transco against the list of associations. */
export function checkPlaceAnswer(answer: SearchAnswer, listed: SearchSet): readonly Check[] {
  const { call, set } = answer;
  const first = checkRules(listAnswerRules, answer);
  return set ? [...first, ...checkRules(placeRules, { call, set, listed })] : first;
}
