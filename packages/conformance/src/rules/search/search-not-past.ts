import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { hasSlots, type SlotAnswer } from '../slots/slot-answer.js';

/** The time a request may take: a slot that began meanwhile is forgiven. */
const tolerance = 10_000;

/** No slot has begun. */
export const searchNotPast: Rule<SlotAnswer & { readonly now: number }> = {
  id: 'search.not-past',
  level: 'official-fails',
  source: kitSos('Agrégation, dates des créneaux : pas avant maintenant'),
  check: 8,
  looksAt: 'Slot.start',
  title: { fr: 'Aucun créneau n’a commencé.', en: 'No slot has begun.' },
  wrong: { fr: 'Ces créneaux ont déjà commencé', en: 'These slots have already begun' },
  remedy: {
    fr: 'Ne renvoyez jamais un créneau dont le début est passé, même si la période demandée le contient.',
    en: 'Never return a slot whose start is past, even if the requested period contains it.',
  },
  applies: hasSlots,
  find: ({ set: { slots }, now }) =>
    slots
      .filter(({ startsAt }) => startsAt < now - tolerance)
      .map((slot) => toFault(slot, 'start', { received: slot.start })),
};
