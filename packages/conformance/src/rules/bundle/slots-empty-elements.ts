import { findEmptyElement } from '../../read/find-empty-element.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** FHIR has no empty element. */
export const slotsEmptyElements: Rule<ReadAnswer> = {
  id: 'slots.empty-elements',
  level: 'official-fails',
  source: kitSos('Agrégation, validité du Bundle (FHIR, ele-1)'),
  check: 6,
  looksAt: 'every element',
  title: { fr: 'Aucun élément n’est vide.', en: 'No element is empty.' },
  wrong: {
    fr: 'FHIR ne connaît pas d’élément vide, ni si profond',
    en: 'FHIR has no empty element, and none that is so deep',
  },
  remedy: {
    fr: 'Omettez l’élément plutôt que de l’envoyer vide ("", null, [], {}).',
    en: 'Leave the element out instead of sending it empty ("", null, [], {}).',
  },
  find: ({ call: { data } }) => {
    const path = findEmptyElement(data);
    return path === undefined ? [] : [{ element: path, path }];
  },
};
