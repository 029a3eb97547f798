import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findLocations, hasLocations } from './structure-faults.js';

const phone = /^\+(?:33|262|590|594|596)\d{9}$/;

/** The phone of a place is well written. */
export const slotsPhone: Rule<ReadAnswer> = {
  id: 'slots.phone',
  level: 'official-fails',
  source: kitSos('Agrégation, téléphone du lieu'),
  check: 8,
  looksAt: 'Location.telecom',
  title: {
    fr: 'Les numéros de téléphone sont de la forme +33 et 9 chiffres (ou +262, +590…).',
    en: 'Phone numbers are of the form +33 and 9 digits (or +262, +590…).',
  },
  wrong: {
    fr: 'telecom n’est pas un téléphone de la forme +33 (ou +262, +590, +594, +596) et 9 chiffres',
    en: 'telecom is not a phone of the form +33 (or +262, +590, +594, +596) and 9 digits',
  },
  remedy: {
    fr: 'Écrivez « +33193246789 », avec « "system": "phone" », sans espace ni zéro initial.',
    en: 'Write `+33193246789`, with `"system": "phone"`, without spaces or a leading zero.',
  },
  applies: hasLocations,
  find: findLocations(
    'telecom',
    ({ telecoms }) =>
      telecoms.every(({ system, value = '' }) => system === 'phone' && phone.test(value)),
    ({ telecoms }) =>
      telecoms.map(({ system = '?', value = '?' }) => `${system} ${value}`).join(', '),
  ),
};
