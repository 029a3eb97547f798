import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ExpectedAnswer } from './expected-set.js';

/** The vendor prepared its test data: every place has free slots. */
export const searchFilled: Rule<ExpectedAnswer> = {
  id: 'search.filled',
  level: 'official-fails',
  source: kitSos('Agrégation, mise en place des données'),
  check: 4,
  looksAt: 'Slot, Location',
  title: {
    fr: 'Chaque lieu d’essai a des créneaux libres dans la période.',
    en: 'Each test place has free slots in the period.',
  },
  wrong: {
    fr: 'Les lieux d’essai n’ont pas tous des créneaux libres dans la période',
    en: 'Not every test place has free slots in the period',
  },
  remedy: {
    fr: 'Préparez, dans les associations d’essai, des créneaux libres pour chaque lieu, d’ici à la fin d’après-demain.',
    en: 'Prepare free slots for each place of the test associations, until the end of the day after tomorrow.',
  },
  find: ({ set: { slots, schedules, locations }, expected }) => {
    const used = new Set(slots.map(({ schedule }) => schedule));
    const filled = new Set(
      schedules.filter(({ id }) => used.has(`Schedule/${id}`)).flatMap(({ actors }) => actors),
    );
    const count = locations.filter(({ id }) => filled.has(`Location/${id}`)).length;
    return slots.length > 0 && count >= expected.locations
      ? []
      : [
          {
            element: 'Location',
            expected: String(expected.locations),
            received: String(slots.length === 0 ? 0 : count),
          },
        ];
  },
};
