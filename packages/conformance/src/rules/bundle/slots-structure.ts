import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findShapeFaults } from '../shape/find-shape-faults.js';

/** The Bundle and its resources have elements of FHIR R4 alone, each of its type. */
export const slotsStructure: Rule<ReadAnswer> = {
  id: 'slots.structure',
  level: 'official-fails',
  source: kitSos('Agrégation, validité du Bundle et de chaque entrée'),
  check: 6,
  looksAt: 'every element',
  title: {
    fr: 'Chaque élément existe dans FHIR R4, et a son type.',
    en: 'Each element exists in FHIR R4, and has its type.',
  },
  wrong: {
    fr: 'Un élément n’existe pas dans FHIR R4, ou n’a pas son type',
    en: 'An element does not exist in FHIR R4, or is not of its type',
  },
  remedy: {
    fr: 'Retirez les éléments inconnus (ou faites-en des extensions), et donnez aux autres le type que FHIR R4 demande : texte, nombre, liste.',
    en: 'Remove unknown elements (or make extensions of them), and give the others the type that FHIR R4 asks for: text, number, list.',
  },
  // Empty elements are found by another rule.
  find: ({ call: { data } }) => findShapeFaults(data, 'Bundle', { refusesEmpty: false }),
};
