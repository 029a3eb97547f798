import { ofFlow } from '../../rule/of-flow.js';
import type { Rule } from '../../rule/rule.js';
import { answerRules } from '../answer/answer-rules.js';
import type { ReadAnswer, SearchAnswer } from '../answer/search-answer.js';
import { bundleRules } from '../bundle/bundle-rules.js';
import { structureRules } from '../structure/structure-rules.js';
import { associationsListed } from './associations-listed.js';
import { associationsPlacesTotal } from './associations-places-total.js';
import { associationsReferences } from './associations-references.js';
import { associationsTotal } from './associations-total.js';
import type { PlaceAnswer } from './place-answer.js';

/** Rules for the answer to a list, whatever its content. */
export const listAnswerRules: readonly Rule<SearchAnswer>[] = ofFlow('associations', answerRules);

const shared = ofFlow<ReadAnswer>('associations', [...bundleRules, ...structureRules]);

/** Rules for the list of associations. */
export const associationRules: readonly Rule<ReadAnswer>[] = [...shared, associationsTotal];

/** Rules for the list of places. */
export const placeRules: readonly Rule<PlaceAnswer>[] = [
  ...shared,
  associationsPlacesTotal,
  associationsReferences,
  associationsListed,
];
