import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { findSlots, hasSlots, type SlotAnswer } from './slot-answer.js';

/** Every slot has the URL of its agenda. */
export const slotsComment: Rule<SlotAnswer> = {
  id: 'slots.comment',
  level: 'official-fails',
  source: kitSos('Agrégation, adresse de prise de rendez-vous'),
  check: 9,
  looksAt: 'Slot.comment',
  title: {
    fr: 'Chaque créneau porte l’adresse de son agenda.',
    en: 'Each slot has the address of its agenda.',
  },
  wrong: {
    fr: 'L’adresse de l’agenda (comment) manque',
    en: 'The address of the agenda (comment) is missing',
  },
  remedy: {
    fr: 'Mettez dans Slot.comment l’adresse de l’agenda du lieu, pour WALKIN aussi.',
    en: 'Put the address of the agenda of the place into Slot.comment, also for WALKIN.',
  },
  applies: hasSlots,
  find: findSlots('comment', ({ comment }) => comment !== undefined),
};
