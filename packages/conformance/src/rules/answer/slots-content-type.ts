import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { findWrongType } from './find-wrong-type.js';
import type { SearchAnswer } from './search-answer.js';

/** The media type of an answer is that of FHIR. */
export const slotsContentType: Rule<SearchAnswer> = {
  id: 'slots.content-type',
  level: 'official-warns',
  source: kitSos('Agrégation, en-tête Content-Type'),
  check: 4,
  looksAt: 'header Content-Type',
  title: {
    fr: 'Le type de la réponse est application/fhir+json.',
    en: 'The media type of the answer is application/fhir+json.',
  },
  wrong: {
    fr: 'Le type de la réponse n’est pas application/fhir+json',
    en: 'The media type of the answer is not application/fhir+json',
  },
  remedy: {
    fr: 'Répondez avec « Content-Type: application/fhir+json; charset=utf-8 ».',
    en: 'Answer with `Content-Type: application/fhir+json; charset=utf-8`.',
  },
  find: ({ call: { headers } }) => findWrongType(headers),
};
