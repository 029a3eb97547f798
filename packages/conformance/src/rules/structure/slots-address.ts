import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findLocations, hasLocations } from './structure-faults.js';

/** A place has an address: a line, a city, a postal code. */
export const slotsAddress: Rule<ReadAnswer> = {
  id: 'slots.address',
  level: 'official-fails',
  source: kitSos('Agrégation, adresse du lieu'),
  check: 14,
  looksAt: 'Location.address',
  title: {
    fr: 'Chaque lieu a une adresse : une ligne, une ville, un code postal de 5 chiffres.',
    en: 'Each place has an address: one line, a city, a postal code of 5 digits.',
  },
  wrong: {
    fr: 'L’adresse n’a pas une seule ligne, une ville et un code postal de 5 chiffres',
    en: 'The address does not have one line, a city and a postal code of 5 digits',
  },
  remedy: {
    fr: 'Donnez exactement une line, city, et un postalCode de 5 chiffres sans espace.',
    en: 'Give exactly one line, a city, and a postalCode of 5 digits without spaces.',
  },
  applies: hasLocations,
  find: findLocations(
    'address',
    ({ address }) =>
      address?.lines.length === 1 &&
      address.city !== undefined &&
      /^\d{5}$/.test(address.postalCode ?? ''),
    ({ address }) =>
      address &&
      `${address.lines.join(' / ')}, ${address.postalCode ?? '–'} ${address.city ?? '–'}`,
  ),
};
