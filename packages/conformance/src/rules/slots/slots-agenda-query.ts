import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { isAgendaAddress } from './agenda-address.js';
import { findSlots, type SlotAnswer } from './slot-answer.js';

/** The URL of an agenda has a query, for `&origin=…` to continue. */
export const slotsAgendaQuery: Rule<SlotAnswer> = {
  id: 'slots.agenda-query',
  level: 'good-practice',
  source: guide('Gestion des accès, ajout de « &origin=… »'),
  looksAt: 'Slot.comment',
  title: {
    fr: 'Les adresses d’agenda ont une requête, à laquelle « &origin=… » s’ajoute.',
    en: 'Addresses of agendas have a query, which `&origin=…` continues.',
  },
  wrong: {
    fr: 'L’adresse de l’agenda n’a pas de « ? » : « &origin=… » y tombera dans le chemin',
    en: 'The address of the agenda has no `?`: `&origin=…` will fall into its path',
  },
  remedy: {
    fr: 'Terminez l’adresse par une requête, quelle qu’elle soit : « ?lieu=12 ».',
    en: 'End the address with a query, whatever it is: `?place=12`.',
  },
  applies: ({ set }) => set.slots.some(({ comment = '' }) => isAgendaAddress(comment)),
  find: findSlots(
    'comment',
    ({ comment = '' }) => !isAgendaAddress(comment) || /\?./.test(comment),
    ({ comment }) => comment,
  ),
};
