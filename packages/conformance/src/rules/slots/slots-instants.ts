import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { findSlots, hasSlots, type SlotAnswer } from './slot-answer.js';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/;

/** Start and end are well written, and in order. */
export const slotsInstants: Rule<SlotAnswer> = {
  id: 'slots.instants',
  level: 'official-fails',
  source: kitSos('Agrégation, dates des créneaux'),
  check: 8,
  looksAt: 'Slot.start, Slot.end',
  title: {
    fr: 'Le début et la fin de chaque créneau sont bien écrits, dans l’ordre.',
    en: 'Start and end of each slot are well written, and in order.',
  },
  wrong: {
    fr: 'Le début ou la fin n’est pas de la forme AAAA-MM-JJThh:mm:ss.SSS±hh:mm, ou la fin ne suit pas le début',
    en: 'Start or end is not of the form YYYY-MM-DDThh:mm:ss.SSS±hh:mm, or the end does not follow the start',
  },
  remedy: {
    fr: 'Écrivez les millisecondes et le décalage horaire du lieu, jamais « Z » : 2026-12-01T09:00:00.000+01:00.',
    en: 'Write milliseconds and the offset of the place, never `Z`: 2026-12-01T09:00:00.000+01:00.',
  },
  applies: hasSlots,
  find: findSlots(
    'start',
    ({ start = '', end = '', startsAt, endsAt }) =>
      instant.test(start) && instant.test(end) && startsAt < endsAt,
    ({ start = '–', end = '–' }) => `${start} / ${end}`,
  ),
};
