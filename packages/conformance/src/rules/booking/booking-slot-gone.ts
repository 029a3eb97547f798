import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import type { SlotSearched } from './booking-evidence.js';

/** A booked slot is gone from the next search. */
export const bookingSlotGone: Rule<SlotSearched> = {
  id: 'booking.slot-gone',
  level: 'guide',
  source: byHand('Réservation, créneau pris'),
  looksAt: 'Slot.id',
  title: {
    fr: 'Le créneau réservé n’est plus dans la recherche suivante.',
    en: 'The booked slot is gone from the next search.',
  },
  wrong: {
    fr: 'Le créneau réservé est encore proposé',
    en: 'The booked slot is still offered',
  },
  remedy: {
    fr: 'Lisez les créneaux au moment de la recherche, sans cache, une fois la réservation enregistrée.',
    en: 'Read slots at the time of the search, without a cache, once the booking is stored.',
  },
  find: ({ set, slot }) =>
    set && !set.slots.some(({ id }) => id === slot) ? [] : [{ resource: `Slot/${slot}` }],
};
