import { codeSystems } from '@sas-sos/fhir-http';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { isCoded, toCodes } from './codings.js';
import { findSlots, hasSlots, type SlotAnswer } from './slot-answer.js';

/** Every slot is bookable or walk-in. */
export const slotsAppointmentType: Rule<SlotAnswer> = {
  id: 'slots.appointment-type',
  level: 'official-fails',
  source: kitSos('Agrégation, appointmentType'),
  check: 10,
  looksAt: 'Slot.appointmentType.coding',
  title: {
    fr: 'Chaque créneau est sur rendez-vous (ROUTINE) ou sans (WALKIN).',
    en: 'Each slot is by appointment (ROUTINE) or without (WALKIN).',
  },
  wrong: {
    fr: 'appointmentType n’est ni ROUTINE ni WALKIN',
    en: 'appointmentType is neither ROUTINE nor WALKIN',
  },
  remedy: {
    fr: `Donnez un seul code, ROUTINE ou WALKIN, du système ${codeSystems.booking}.`,
    en: `Give a single code, ROUTINE or WALKIN, of the system ${codeSystems.booking}.`,
  },
  applies: hasSlots,
  find: findSlots(
    'appointmentType',
    ({ bookings }) =>
      isCoded(bookings, { system: codeSystems.booking, codes: ['ROUTINE', 'WALKIN'], most: 1 }),
    ({ bookings }) => toCodes(bookings),
  ),
};
