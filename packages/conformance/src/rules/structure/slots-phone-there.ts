import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findLocations, hasLocations } from './structure-faults.js';

/** A place has a phone. */
export const slotsPhoneThere: Rule<ReadAnswer> = {
  id: 'slots.phone-there',
  level: 'official-warns',
  source: kitSos('Agrégation, téléphone du lieu'),
  check: 8,
  looksAt: 'Location.telecom',
  title: { fr: 'Chaque lieu a un téléphone.', en: 'Each place has a phone.' },
  wrong: { fr: 'Le téléphone manque', en: 'The phone is missing' },
  remedy: {
    fr: 'Donnez à chaque lieu un numéro que le régulateur peut appeler.',
    en: 'Give each place a number that the regulator can call.',
  },
  applies: hasLocations,
  find: findLocations('telecom', ({ telecoms }) => telecoms.length > 0),
};
