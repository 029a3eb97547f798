import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { findWrongType } from '../answer/find-wrong-type.js';
import type { RegulatorAnswer } from './regulator-answer.js';

/** The media type of an answer with a body is that of FHIR. */
export const regulatorsContentType: Rule<RegulatorAnswer> = {
  id: 'regulators.content-type',
  level: 'good-practice',
  source: guide('Gestion des comptes régulateurs, types de média'),
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
  applies: ({ call: { data } }) => !isEmpty(data),
  find: ({ call: { headers } }) => findWrongType(headers),
};

/** Whether there was no body; fhir-kit-client returns an empty object then. */
function isEmpty(data: unknown): boolean {
  return data === '' || (typeof data === 'object' && Object.keys(data ?? {}).length === 0);
}
