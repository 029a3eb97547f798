import type { Rule } from '../../rule/rule.js';
import { kitPublished } from '../../rule/rule-source.js';
import { type TransportAttempt, toResult } from './transport-attempt.js';

/** The search of another flow, which the published kit sends to everybody, is answered 200. */
export const transportPublishedSearch: Rule<TransportAttempt> = {
  id: 'transport.published-search',
  level: 'official-fails',
  source: kitPublished('mTLS, certificat valide (recherche INT_R01)'),
  check: 2,
  looksAt: 'HTTP status',
  title: {
    fr: 'La recherche INT_R01 du kit publié est répondue 200.',
    en: 'The INT_R01 search of the published kit is answered 200.',
  },
  wrong: {
    fr: 'La recherche INT_R01 du kit publié n’est pas répondue 200',
    en: 'The INT_R01 search of the published kit is not answered 200',
  },
  remedy: {
    fr: 'Répondez 200 et un Bundle vide à GET Slot avec schedule.actor:Practitioner.identifier : aucun de vos agendas n’a de praticien.',
    en: 'Answer 200 and an empty Bundle to GET Slot with schedule.actor:Practitioner.identifier: none of your schedules has a practitioner.',
  },
  find: (attempt) =>
    attempt.exchange.response?.status === 200
      ? []
      : [{ element: 'status', expected: '200', received: toResult(attempt) }],
};
