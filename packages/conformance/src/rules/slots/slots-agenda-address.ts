import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { isAgendaAddress } from './agenda-address.js';
import { findSlots, type SlotAnswer } from './slot-answer.js';

/** The URL of an agenda opens in a browser, with text appended to it. */
export const slotsAgendaAddress: Rule<SlotAnswer> = {
  id: 'slots.agenda-address',
  level: 'guide',
  source: guide('Gestion des accès, adresse de l’agenda'),
  looksAt: 'Slot.comment',
  title: {
    fr: 'Les adresses d’agenda s’ouvrent dans un navigateur.',
    en: 'Addresses of agendas open in a browser.',
  },
  wrong: {
    fr: 'L’adresse de l’agenda doit être en http(s), sans fragment (#) : la plateforme y ajoute « &origin=… »',
    en: 'The address of the agenda must be http(s), without a fragment (#): the platform appends `&origin=…`',
  },
  remedy: {
    fr: 'Donnez une adresse absolue en https, sans « # ».',
    en: 'Give an absolute https address, without `#`.',
  },
  applies: ({ set }) => set.slots.some(({ comment }) => comment !== undefined),
  find: findSlots(
    'comment',
    ({ comment }) => comment === undefined || isAgendaAddress(comment),
    ({ comment }) => comment,
  ),
};
