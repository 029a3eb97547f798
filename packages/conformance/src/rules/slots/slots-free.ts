import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { findSlots, hasSlots, type SlotAnswer } from './slot-answer.js';

/** Every slot is free. */
export const slotsFree: Rule<SlotAnswer> = {
  id: 'slots.free',
  level: 'official-fails',
  source: kitSos('Agrégation, statut des créneaux'),
  check: 8,
  looksAt: 'Slot.status',
  title: { fr: 'Tous les créneaux sont libres.', en: 'All slots are free.' },
  wrong: { fr: 'Le statut n’est pas « free »', en: 'The status is not `free`' },
  remedy: {
    fr: 'Ne renvoyez que des créneaux libres : ni réservés, ni bloqués, ni passés.',
    en: 'Return only free slots: none that is booked, blocked or past.',
  },
  applies: hasSlots,
  find: findSlots(
    'status',
    ({ status }) => status === 'free',
    ({ status }) => status,
    'free',
  ),
};
