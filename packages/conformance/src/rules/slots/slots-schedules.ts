import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { SlotAnswer } from './slot-answer.js';

/** A place has one Schedule. */
export const slotsSchedules: Rule<SlotAnswer> = {
  id: 'slots.schedules',
  level: 'official-fails',
  source: kitSos('Agrégation, cardinalité des Schedule'),
  check: 13,
  looksAt: 'Schedule.actor',
  title: { fr: 'Chaque lieu a un seul Schedule.', en: 'Each place has a single Schedule.' },
  wrong: {
    fr: 'Plusieurs Schedule pour un même lieu',
    en: 'Several Schedules for the same place',
  },
  remedy: {
    fr: 'Rattachez tous les créneaux d’un lieu au même Schedule.',
    en: 'Attach all slots of a place to the same Schedule.',
  },
  applies: ({ set }) => set.schedules.length > 0,
  find: ({ set: { schedules } }) => {
    const seen = new Set<string>();
    return schedules
      .filter(({ actors: [actor = ''] }) => {
        const isRepeated = actor !== '' && seen.has(actor);
        seen.add(actor);
        return isRepeated;
      })
      .map((schedule) => toFault(schedule, 'actor', { received: schedule.actors.join(', ') }));
  },
};
