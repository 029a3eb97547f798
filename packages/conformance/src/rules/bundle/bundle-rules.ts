import type { Rule } from '../../rule/rule.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { slotsDuplicates } from './slots-duplicates.js';
import { slotsEmptyElements } from './slots-empty-elements.js';
import { slotsEntries } from './slots-entries.js';
import { slotsProfiles } from './slots-profiles.js';
import { slotsResourceTypes } from './slots-resource-types.js';
import { slotsSize } from './slots-size.js';
import { slotsStructure } from './slots-structure.js';

/** Rules for the form of a search set, whatever the search. */
export const bundleRules: readonly Rule<ReadAnswer>[] = [
  slotsProfiles,
  slotsResourceTypes,
  slotsEntries,
  slotsDuplicates,
  slotsSize,
  slotsEmptyElements,
  slotsStructure,
];
