import type { Rule } from '../../rule/rule.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { slotsSelfAddress } from './slots-self-address.js';
import { slotsSelfLink } from './slots-self-link.js';
import { slotsSingleLink } from './slots-single-link.js';

/** Rules for `Bundle.link`. */
export const linkRules: readonly Rule<ReadAnswer>[] = [
  slotsSingleLink,
  slotsSelfLink,
  slotsSelfAddress,
];
