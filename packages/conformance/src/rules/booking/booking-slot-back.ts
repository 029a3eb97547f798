import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import type { SlotSearched } from './booking-evidence.js';

/** A slot is back once its appointment was cancelled. */
export const bookingSlotBack: Rule<SlotSearched> = {
  id: 'booking.slot-back',
  level: 'guide',
  source: byHand('Réservation, créneau rendu'),
  looksAt: 'Slot.id',
  title: {
    fr: 'Le créneau annulé est de nouveau proposé.',
    en: 'The slot of a cancelled appointment is offered again.',
  },
  wrong: {
    fr: 'Le créneau annulé n’est pas proposé de nouveau',
    en: 'The slot of a cancelled appointment is not offered again',
  },
  remedy: {
    fr: 'Libérez le créneau quand le rendez-vous est annulé, s’il est encore à venir.',
    en: 'Free the slot when the appointment is cancelled, if it is still to come.',
  },
  find: ({ set, slot }) =>
    set?.slots.some(({ id }) => id === slot) ? [] : [{ resource: `Slot/${slot}` }],
};
