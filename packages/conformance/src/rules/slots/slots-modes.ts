import { toFaults } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { SlotAnswer } from './slot-answer.js';

/** Schedules are what was searched for; the rest is included. */
export const slotsModes: Rule<SlotAnswer> = {
  id: 'slots.modes',
  level: 'guide',
  source: guide('Profil sas-sos-bundle-aggregator, entry.search.mode'),
  looksAt: 'Bundle.entry.search.mode',
  title: {
    fr: 'Les Schedule sont « match », ce qui les accompagne « include ».',
    en: 'Schedules are `match`, what comes along is `include`.',
  },
  wrong: {
    fr: 'search.mode est « match » pour un Schedule, « include » pour le reste',
    en: 'search.mode is `match` for a Schedule, `include` for the rest',
  },
  remedy: {
    fr: 'Donnez « match » aux Schedule, « include » aux Slot, Location et Organization.',
    en: 'Give `match` to Schedules, `include` to Slots, Locations and Organizations.',
  },
  find: ({ set: { entries } }) =>
    toFaults(
      entries
        .filter(({ mode, resource: { type } }) => {
          return mode !== undefined && mode !== (type === 'Schedule' ? 'match' : 'include');
        })
        .map(({ resource }) => resource),
    ),
};
