import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { hasSlots, type SlotAnswer } from './slot-answer.js';

/** Every slot starts within the window that was asked for. */
export const slotsWindow: Rule<SlotAnswer> = {
  id: 'slots.window',
  level: 'official-fails',
  source: kitSos('Agrégation, dates des créneaux'),
  check: 8,
  looksAt: 'Slot.start',
  title: {
    fr: 'Chaque créneau commence dans la période demandée.',
    en: 'Each slot starts within the requested period.',
  },
  wrong: {
    fr: 'Le début est hors de la période demandée',
    en: 'The start is outside the requested period',
  },
  remedy: {
    fr: 'Appliquez les deux bornes de _has:Slot:schedule:start (ge et le) au début du créneau renvoyé lui-même.',
    en: 'Apply both bounds of _has:Slot:schedule:start (ge and le) to the start of the very slot that is returned.',
  },
  applies: hasSlots,
  find: ({ set, query: { from, to } }) =>
    set.slots
      .filter(({ startsAt }) => {
        // The platform's searches are precise to the second.
        return startsAt < Math.floor(from / 1000) * 1000 || startsAt > to;
      })
      .map((slot) => toFault(slot, 'start', { received: slot.start })),
};
