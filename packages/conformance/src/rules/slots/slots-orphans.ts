import type { AnsweredResource } from '../../read/search-set/search-set.js';
import { toFaults } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { SlotAnswer } from './slot-answer.js';

/** Only what belongs to a slot comes along. */
export const slotsOrphans: Rule<SlotAnswer> = {
  id: 'slots.orphans',
  level: 'good-practice',
  source: guide('Agrégation de créneaux, ressources incluses'),
  looksAt: 'Schedule, Location, Organization',
  title: {
    fr: 'Seul vient ce qui accompagne un créneau.',
    en: 'Only what belongs to a slot comes along.',
  },
  wrong: { fr: 'Rien ne mène à ces ressources', en: 'Nothing refers to these resources' },
  remedy: {
    fr: 'Laissez de côté les lieux et associations sans créneau dans la période.',
    en: 'Leave out places and associations without a slot in the period.',
  },
  applies: ({ set }) => set.entries.length > 0,
  find: ({ set: { slots, schedules, locations, organizations } }) => {
    const used = new Set(
      [
        ...slots.map(({ schedule }) => schedule),
        ...schedules.flatMap(({ actors }) => actors),
        ...locations.map(({ organization }) => organization),
      ].filter((reference) => reference !== undefined),
    );
    const isUnused = ({ type, id }: AnsweredResource) => !used.has(`${type}/${id}`);
    return toFaults([
      ...schedules.filter(isUnused),
      ...locations.filter(isUnused),
      ...organizations.filter(isUnused),
    ]);
  },
};
