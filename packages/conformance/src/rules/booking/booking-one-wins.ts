import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';

/** What came of two bookings of one slot at once. */
export interface BookingRace {
  /** Statuses of the pages that both saw. */
  readonly statuses: readonly number[];
  /** Appointments that were reported for the slot. */
  readonly reported: number;
}

/** Two regulators book one slot: exactly one succeeds. */
export const bookingOneWins: Rule<BookingRace> = {
  id: 'booking.one-wins',
  level: 'guide',
  source: byHand('Réservation, deux régulateurs sur un créneau'),
  looksAt: 'reported appointments',
  title: {
    fr: 'De deux réservations simultanées, une seule aboutit.',
    en: 'Of two bookings at once, exactly one succeeds.',
  },
  wrong: {
    fr: 'De deux réservations simultanées, une et une seule doit aboutir, l’autre être expliquée',
    en: 'Of two bookings at once, one and only one must succeed, the other be explained',
  },
  remedy: {
    fr: 'Prenez le créneau et écrivez le rendez-vous dans une même transaction ; le second voit que le créneau est pris, sans erreur 5xx.',
    en: 'Take the slot and write the appointment in one transaction; the second sees that the slot is taken, without a 5xx.',
  },
  find: ({ statuses, reported }) =>
    reported === 1 && statuses.every((status) => status < 500)
      ? []
      : [
          {
            element: 'Appointment',
            expected: '1',
            received: `${reported} (${statuses.join(', ')})`,
          },
        ],
};
