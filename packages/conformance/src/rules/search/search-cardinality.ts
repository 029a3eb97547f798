import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ExpectedAnswer } from './expected-set.js';

/** Exactly as many resources as the test data have. */
export const searchCardinality: Rule<ExpectedAnswer> = {
  id: 'search.cardinality',
  level: 'official-fails',
  source: kitSos('Agrégation, cardinalités'),
  check: 13,
  looksAt: 'Bundle.entry',
  title: {
    fr: 'Le nombre de Schedule, de Location et d’Organization est exact.',
    en: 'The numbers of Schedules, Locations and Organizations are exact.',
  },
  wrong: {
    fr: 'Le nombre de ressources n’est pas celui des données d’essai',
    en: 'The number of resources is not that of the test data',
  },
  remedy: {
    fr: 'Un Schedule et un Location par lieu, une Organization par association ; donnez au contrôle une association d’un lieu et une de deux.',
    en: 'One Schedule and one Location per place, one Organization per association; give the check an association with one place and one with two.',
  },
  find: ({ set: { schedules, locations, organizations }, expected }) =>
    [
      toCount('Schedule', schedules.length, expected.schedules),
      toCount('Location', locations.length, expected.locations),
      toCount('Organization', organizations.length, expected.organizations),
    ].flat(),
};

function toCount(type: string, received: number, expected: number): readonly Fault[] {
  return received === expected
    ? []
    : [{ element: type, expected: String(expected), received: String(received) }];
}
